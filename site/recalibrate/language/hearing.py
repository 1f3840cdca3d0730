"""What questions and texts share where words on hard subjects are listened for. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from . import death_words, hard_words
from .analysis import IndexedWord, split_words, stem
from .phrases import PhraseMatch, Phrases, Spoken

Added = tuple[tuple[str, str], ...]  # subject and phrase, as editors have added them to the list
AFTER = 2  # so near, a thing of every day is what the phrase is about; before it, where it is a single word

_SELVES = ("self", "slef", "sefl", "selv", "selff", "sel")
_two: dict[tuple[str, ...], str] = {
    (whose, self): f"{whose}self" for whose in ("my", "him", "her", "your") for self in _SELVES
}
_two |= {("them", "selves"): "themselves", ("our", "selves"): "ourselves", ("no", "one"): "noone"}
_denials = frozenset(hard_words.GROUPS["not"].split())
# What two words are heard as: whether a text has these is only known once its words are joined.
JOINED = frozenset(form for word in {*_two.values(), *_denials} for form in (f"={word}", stem(word)))
_everyday = frozenset(map(stem, hard_words.EVERYDAY.split()))


def phrases_of(subjects: Mapping[str, str], added: Added) -> tuple[Phrases, Phrases]:
    """The list’s phrases with those that were added, which take nothing from it; and figures of speech."""
    more: dict[str, str] = dict(subjects)
    for subject, phrase in added:
        if subject in more and (plain := " ".join(word.folded for word in split_words(phrase))):
            more[subject] = f"{more[subject]}\n{plain}"
    return Phrases(more, hard_words.GROUPS), Phrases({"": death_words.FIGURES}, hard_words.GROUPS)


def joined(text: str) -> Iterator[tuple[str, IndexedWord]]:
    """The words as they were meant, with where they stood: “self-harm” is two, “my self” and “can t” one."""
    said = [(part, word) for word in split_words(text) for part in (word.parts or (word.folded,))]
    place = 0
    while place < len(said):
        pair = tuple(part for part, _ in said[place : place + 2])
        is_harm = place + 2 < len(said) and said[place + 2][0].startswith(
            ("harm", "injur")
        )  # “her self-harm”
        is_one = (pair in _two and not is_harm) or (pair[1:] == ("t",) and "".join(pair) in _denials)
        yield (_two.get(pair, "".join(pair)) if is_one else said[place][0]), said[place][1]
        place += 2 if is_one else 1


def is_everyday(found: PhraseMatch, spoken: Sequence[Spoken]) -> bool:
    """Whether what is found is about a thing of every day: “can't cope with the computer”."""
    after = [word for word in spoken[found.end : found.end + 8] if not word.is_small][:AFTER]
    is_single = found.end - found.start == 1
    before = spoken[max(found.start - 1, 0) : found.start] if is_single else ()
    return any(word.stems & _everyday for word in [*before, *after])
