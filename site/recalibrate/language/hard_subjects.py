"""Which hard subjects a text speaks of, and in which of its words: for feeds and posts alike. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from . import death_words as deaths
from . import hard_words as hard
from .analysis import stem
from .distress import meant_for
from .hearing import JOINED, Added, is_everyday, joined, phrases_of
from .phrases import Phrase, Phrases, Spoken

A_DEATH = "a death"
SUBJECTS = {
    "suicide": hard.SUICIDE,
    "self-harm": hard.SELF_HARM,
    "the death of a child": deaths.CHILD,
    "the loss of a baby": deaths.BABY,
    "the death of a patient": deaths.PATIENT,
    "the death of a colleague": deaths.COLLEAGUE,
    A_DEATH: deaths.ANY,
    "an investigation": deaths.INVESTIGATION,
    "assault or harassment": hard.ASSAULT + hard.TOLD_ASSAULT,
    "racism": hard.RACISM,
    "addiction": hard.ADDICTION,
    "an eating disorder": hard.EATING,
    "domestic abuse": hard.DOMESTIC,
    "war": deaths.WAR,
}
DEATHS = frozenset(name for name in SUBJECTS if "death" in name or "loss" in name)
GIST = 600  # characters in which a text says what it is about: further down, a death is said in passing
# Heard with a slip of the finger in headlines too; of shorter words a slip is another word.
SPELT_ANYHOW = frozenset(["suicide", "suicidal", "bereavement", "miscarriage", "stillbirth", "harassment"])

_small = frozenset(hard.SMALL.split())
_study = frozenset(map(stem, deaths.STUDY.replace("-", "").split()))
_END = re.compile(r"[.!?;:]+|\n\s*\n|\s[–—-]+\s")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject that a text touches, and the words by which we know."""

    topic: str
    says: tuple[str, ...]


def mentions(title: str, text: str, added: Added = ()) -> tuple[Mention, ...]:
    """The subjects that these words touch, in the order of SUBJECTS."""
    # A research paper counts deaths as its outcome: that is no news of one.
    is_study = cache(partial(_is_study, title, text[:GIST]))  # asked for hardly ever
    said: dict[str, dict[str, None]] = {}
    for sentence, is_title in _sentences(title, text, added):
        for subject, words in _heard(sentence, added, is_title=is_title, is_study=is_study):
            said.setdefault(subject, {})[words] = None
    gist = f"{title}\n{text[:GIST]}".casefold()
    if A_DEATH in said:
        is_gist = any(words in gist for words in said[A_DEATH])
        if not is_gist or DEATHS & (said.keys() - {A_DEATH}):
            del said[A_DEATH]
    return tuple(Mention(name, tuple(said[name])) for name in SUBJECTS if name in said)


def speaks_of(sentence: str, added: Added = ()) -> set[str]:
    """The subjects of one sentence of a post."""
    if not _telling(_forms(sentence), added):
        return set()
    return {subject for subject, _ in _heard(sentence, added, is_title=False, is_study=lambda: False)}


def _sentences(title: str, text: str, added: Added) -> Iterator[tuple[str, bool]]:
    """Those in which a telling word of a phrase stands; nearly always none but the title's."""
    for sentence in _END.split(title):
        yield sentence, True
    if telling := _telling(_forms(text), added):
        for sentence in _END.split(text):
            if not telling.isdisjoint(_forms(sentence)):
                yield sentence, False


def _telling(forms: set[str], added: Added) -> set[str]:
    """The telling words of those phrases of which every part stands somewhere in the text.

    “Patient” stands everywhere; of a patient's death speaks only what says “died” somewhere too.
    """
    by_anchor = _listed(added)[2]
    said = forms | JOINED
    return {
        anchor
        for anchor in forms & by_anchor.keys()
        if any(all(map(said.intersection, phrase.parts)) for phrase in by_anchor[anchor])
    }


def _forms(text: str) -> set[str]:
    words = set(_WORD.findall(text.casefold()))
    return {f"={word}" for word in words} | set(map(stem, words))


def _heard(
    sentence: str, added: Added, *, is_title: bool, is_study: Callable[[], bool]
) -> Iterator[tuple[str, str]]:
    """Subjects and the words that speak of them, as the sentence has them."""
    words = list(joined(sentence))
    spoken = [_spoken(word, is_title=is_title) for word, _ in words]
    phrases, figures, _ = _listed(added)
    found = list(phrases.find(spoken))
    silent = list(figures.find(spoken)) if found else []
    for one in found:
        is_quiet = (one.sign == "^" and is_study()) or (one.sign == "~" and is_everyday(one, spoken))
        if not is_quiet and not any(map(one.overlaps, silent)):
            said = sentence[words[one.start][1].start : words[one.end - 1][1].end]
            yield one.subject, " ".join(said.casefold().split())


def _is_study(title: str, text: str) -> bool:
    marks = [
        {stem(word.replace("-", "")) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", part.casefold())}
        & _study
        for part in (title, text)
    ]
    return bool(marks[0]) or len(marks[1]) > 1


@lru_cache(maxsize=4)
def _listed(added: Added) -> tuple[Phrases, Phrases, Mapping[str, Sequence[Phrase]]]:
    phrases, figures = phrases_of(SUBJECTS, added)
    return phrases, figures, phrases.anchors()


@lru_cache(maxsize=20_000)
def _spoken(word: str, *, is_title: bool) -> Spoken:
    exact = frozenset({stem(word), f"={word}"})
    meant = meant_for(word) & SPELT_ANYHOW if is_title else frozenset()
    said = exact | {stem(other) for other in meant}
    return Spoken(said, said, word in _small)
