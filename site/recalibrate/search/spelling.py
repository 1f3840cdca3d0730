"""What a misspelt word of a question was meant for, by the words that can be found. Pure.

A word is looked up by its letters, by how it sounds (“farmacy”), and as two (“restroom”). Words that the
site leads by, such as those of states of mind and of titles, come before words that stand in some text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from recalibrate.language.analysis import STOP_WORDS, normalise_text, split_words, stem
from recalibrate.language.distress import denies
from recalibrate.language.slips import distance

MIN_LETTERS = 4  # of a word that is corrected
LONG = 8  # letters from which two slips are one word
MOST_WORDS = 4  # of a question that are corrected
_SOUNDS = (
    (r"^kn", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"ph", "f"), (r"ght", "t"), (r"(?<=.)gh", ""), (r"sch|sh", "s"),
    (r"ck|qu|q|ch", "k"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"z", "s"), (r"x", "ks"), (r"tion|sion", "sn"),
    (r"(?<=.)[aeiouyhw]+", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip
_RULES = tuple((re.compile(pattern), sound) for pattern, sound in _SOUNDS)


def sound_of(word: str) -> str:
    """Roughly how it sounds: consonants, alike ones as one."""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words that can be found, and those among them that the site leads by."""

    every: frozenset[str]
    leading: frozenset[str]
    stems: frozenset[str]
    by_sound: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str], leading_texts: Iterable[str]) -> "KnownWords":
        leading = frozenset(word.folded for text in leading_texts for word in split_words(text))
        by_sound: dict[str, tuple[str, ...]] = {}
        for word in leading:
            if len(word) >= MIN_LETTERS:
                by_sound[sound_of(word)] = (*by_sound.get(sound_of(word), ()), word)
        every = leading.union(words)
        return cls(every, leading, frozenset(map(stem, every)), by_sound)

    def knows(self, word: str) -> bool:
        return word in self.every or stem(word) in self.stems

    def nearest(self, word: str) -> str:
        """The word that this one was meant for, or two; nothing if none is near."""
        if len(word) < MIN_LETTERS or word in STOP_WORDS or self.knows(word):
            return ""
        allowed = 1 if len(word) < LONG else 2
        letters = set(word)
        near = [
            (self._cost(word, other, slips), other)
            for other in self.every
            if abs(len(other) - len(word)) <= allowed
            and len(other) >= MIN_LETTERS
            and len(letters - set(other)) <= allowed
            and (slips := distance(word, other)) <= allowed
        ]
        near += [
            (self._cost(word, other, 2), other)
            for other in self.by_sound.get(sound_of(word), ())
            if abs(len(other) - len(word)) <= 2
        ]
        return min(near)[1] if near else self._as_two(word)

    def _cost(self, word: str, other: str, slips: int) -> float:
        is_leading = other in self.leading
        return 2 * slips + (word[0] != other[0]) - 1.5 * is_leading - (sound_of(word) == sound_of(other))

    def _as_two(self, word: str) -> str:
        # Three letters at least on each side: two-letter words would split almost anything.
        for place in range(3, len(word) - 2):
            if word[:place] in self.leading and word[place:] in self.leading:
                return f"{word[:place]} {word[place:]}"
        return ""


def corrected(text: str, known: KnownWords) -> str:
    """The question with each word that is in no text as it was meant; nothing if none is."""
    said = [word.folded for word in split_words(normalise_text(text))]
    changed = 0
    for place, word in enumerate(said):
        if changed < MOST_WORDS and not denies(word) and (near := known.nearest(word)):
            said[place], changed = near, changed + 1
    return " ".join(said) if changed else ""
