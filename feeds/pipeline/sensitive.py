"""Which hard topics an item's words touch, so that nobody has to notice by themselves. Pure.

The topics are those of our rules for safe messaging. Words, never regular expressions; a flag asks an editor
to look, and decides nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .words import Word, read


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as a content note names it, and the words that speak of it."""

    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic that an item touches, and the words by which we know."""

    topic: str
    says: tuple[str, ...]


TOPICS = (
    Topic(
        "suicide",
        (
            *("suicide", "suicidal", "took his own life", "took her own life", "took their own life"),
            *("take their own life", "taking their own life", "end their life", "ended their life"),
        ),
    ),
    Topic("self-harm", ("self-harm", "self-injury", "self-inflicted", "overdose")),
    Topic("the death of a child", ("child death", "death of a child", "child died", "infant death")),
    Topic(
        "the loss of a baby",
        ("stillbirth", "stillborn", "miscarriage", "baby loss", "neonatal death", "cot death"),
    ),
    Topic(
        "the death of a patient",
        ("patient death", "death of a patient", "patient died", "patients died", "inquest", "coroner"),
    ),
    Topic(
        "the death of a colleague",
        ("death of a colleague", "colleague died", "colleagues died", "bereavement", "bereaved"),
    ),
    Topic("an investigation", ("manslaughter", "gross negligence", "criminal investigation", "never event")),
    Topic(
        "assault or harassment",
        ("assault", "sexual harassment", "sexual misconduct", "rape", "violence against"),
    ),
    Topic("racism", ("racism", "racist", "racial abuse", "hate crime")),
    Topic("addiction", ("addiction", "addicted", "alcohol dependence", "drug misuse")),
    Topic("an eating disorder", ("eating disorder", "anorexia", "bulimia")),
    Topic("domestic abuse", ("domestic abuse", "domestic violence", "coercive control")),
    Topic("war", ("war zone", "airstrike", "torture")),
)
LONGEST = 5  # words
MAX_JUDGED, MAX_HARD_WORDS = 400_000, 500
SURE = 3  # letters of a stem; the last one of a longer stem may be spelled otherwise


def mentions(title: str, text: str) -> tuple[Mention, ...]:
    """The topics that these words touch, in the order of TOPICS."""
    words = read(title, text)
    said = {
        tuple(word.stem for word in words[place : place + width]): words[place : place + width]
        for width in range(1, LONGEST + 1)
        for place in range(len(words) - width, -1, -1)
    }
    found = ((topic, [said[stems] for stems in _stems(topic) if stems in said]) for topic in TOPICS)
    return tuple(Mention(topic.name, _spelled(heard)) for topic, heard in found if heard)


def hard_words(title: str, said: str) -> str:
    """The words of all that an entry says that speak of these topics; nearly always ""."""
    folded = f"{title} {said}".casefold()
    if not any(all(start in folded for start in phrase) for phrase in _starts()):
        return ""
    found = mentions(title, said[:MAX_JUDGED])
    return ", ".join(dict.fromkeys(word for mention in found for word in mention.says))[:MAX_HARD_WORDS]


@lru_cache(maxsize=1)
def _starts() -> tuple[tuple[str, ...], ...]:
    """How each phrase's words begin, the longest first: a quick look before the careful one."""
    phrases = {tuple(sorted(stems, key=len, reverse=True)) for topic in TOPICS for stems in _stems(topic)}
    return tuple(
        tuple(one[:-1] if len(one) > SURE or one.endswith("i") else one for one in p) for p in phrases
    )


def _spelled(heard: list[list[Word]]) -> tuple[str, ...]:
    """As the item says it, the same words once."""
    return tuple(dict.fromkeys(" ".join(word.spelled.lower() for word in words) for words in heard))


def content_note(found: Iterable[Mention]) -> str:
    """One factual line for readers: “Mentions suicide and domestic abuse.”; "" where nothing is."""
    names = [mention.topic for mention in found]
    if not names:
        return ""
    most = ", ".join(names[:-1])
    return f"Mentions {f'{most} and ' if most else ''}{names[-1]}."


@lru_cache(maxsize=len(TOPICS))
def _stems(topic: Topic) -> tuple[tuple[str, ...], ...]:
    stems = (tuple(word.stem for word in read("", phrase)) for phrase in topic.phrases)
    return tuple(dict.fromkeys(stems))
