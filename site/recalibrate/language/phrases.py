"""Finds phrases in a row of words, in one walk along it. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from recalibrate.language.analysis import stem

MOST_SMALL = 4  # words between two of a phrase
SIGNS = "~^"


class Spoken(NamedTuple):
    """A word as said: its stems, as written or meant; those that count alone; whether it is small."""

    stems: frozenset[str]
    alone: frozenset[str]
    is_small: bool


class PhraseMatch(NamedTuple):
    """Where a phrase stands: its first word, and the one after its last; whose it is, and with which sign."""

    start: int
    end: int
    subject: str = ""
    sign: str = ""

    def overlaps(self, other: "PhraseMatch") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Sets of stems, one after the other; `is_last`: nothing but small words may follow."""

    parts: tuple[frozenset[str], ...]
    is_last: bool
    subject: str
    sign: str


class Phrases:
    """Phrases as written in a list of words by subject, see `hard_words`."""

    def __init__(self, subjects: Mapping[str, str], groups: Mapping[str, str]) -> None:
        self.words: set[str] = set()
        self._starting: dict[str, list[Phrase]] = defaultdict(list)
        for subject, lines in subjects.items():
            for line in filter(None, map(str.strip, re.split(r"[;\n]", lines))):
                for phrase in self._read(line, subject, groups):
                    for first in phrase.parts[0]:
                        self._starting[first].append(phrase)

    def _read(self, line: str, subject: str, groups: Mapping[str, str]) -> Iterator[Phrase]:
        sign = line[0] if line[0] in SIGNS else ""
        *parts, last = line.removeprefix(sign).split()
        ways = [self._ways(part, groups) for part in (parts if last == "$" else [*parts, last])]
        for chosen in product(*ways):
            kept = tuple(part for part in chosen if part)
            # “need talk someone|$”: one of the words, or the end.
            open_end = any("$" in part for part in kept)
            whole = tuple(part - {"$"} for part in kept if part - {"$"})
            yield Phrase(whole, last == "$", subject, sign)
            if open_end:
                yield Phrase(tuple(part for part in kept if "$" not in part), True, subject, sign)

    def _ways(self, part: str, groups: Mapping[str, str]) -> list[frozenset[str]]:
        names = part.removesuffix("?").split("|")
        words = [
            word for name in names for word in (groups[name[1:-1]].split() if name[0] == "{" else [name])
        ]
        self.words.update(word.lstrip("=") for word in words)
        any_of = frozenset(word if word.startswith("=") else stem(word) for word in words)
        return [any_of, frozenset()] if part.endswith("?") else [any_of]

    def anchors(self) -> Mapping[str, Sequence[Phrase]]:
        """Stems and forms of which one stands in whatever has a phrase: of each its most telling part."""
        by_anchor: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in {phrase for phrases in self._starting.values() for phrase in phrases}:
            for one in max(phrase.parts, key=_telling):
                by_anchor[one].append(phrase)
        return by_anchor

    def find(self, spoken: Sequence[Spoken]) -> Iterator[PhraseMatch]:
        """Every place where a phrase stands; the time grows with the words alone."""
        end_of_matter = max((place for place, word in enumerate(spoken) if not word.is_small), default=-1)
        under_way: dict[tuple[Phrase, int], PhraseMatch] = {}  # the second is where its last word stood
        for place, word in enumerate(spoken):
            going_on = dict(_going_on(under_way, word, place)) if under_way else {}
            for first in word.stems:
                for phrase in self._starting.get(first, ()):
                    if len(phrase.parts) > 1 or first in word.alone:
                        going_on[phrase, 1] = PhraseMatch(place, place + 1, phrase.subject, phrase.sign)
            under_way = going_on
            for (phrase, said), found in going_on.items():
                is_said = said == len(phrase.parts) and found.end == place + 1
                if is_said and (not phrase.is_last or place >= end_of_matter):
                    yield found


def _telling(part: frozenset[str]) -> int:
    return min(len(one) for one in part)


def _going_on(
    under_way: Mapping[tuple[Phrase, int], PhraseMatch], word: Spoken, place: int
) -> Iterable[tuple[tuple[Phrase, int], PhraseMatch]]:
    for (phrase, said), found in under_way.items():
        if said < len(phrase.parts):
            if word.is_small and place - found.end < MOST_SMALL:
                yield (phrase, said), found
            if word.stems & phrase.parts[said]:
                yield (phrase, said + 1), found._replace(end=place + 1)
