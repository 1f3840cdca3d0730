"""Which tellings are of one story: by address across sources, or by nearly the same words.

Nothing is dropped by it. A telling is shown under the first one that could be kept, and counted there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

FEWEST_WORDS = 48  # shorter texts are alike by chance
RUN = 5  # words
LIKENESS = 0.9  # shared runs of five words among all (Jaccard)
MOST_COMPARED = 50  # a source that dates everything at midnight shares seconds without end

Sameness = Literal["address", "words"]


@dataclass(frozen=True, slots=True)
class DuplicateCandidate:
    """One source's telling of a story. `key` is the item's; `is_keepable`: it has an address to lead to.

    `apart`: keys of those that it is not the same as, whatever it looks like.
    """

    key: int
    source: int
    canonical_url: str
    title: str
    text: str
    published_at: datetime | None
    is_keepable: bool
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Under which item a telling is shown, and why."""

    under: int
    same_by: Sameness


class _Standing:
    """The tellings that stand for themselves, found by what a duplicate would share with them."""

    def __init__(self) -> None:
        self._by: defaultdict[object, list[DuplicateCandidate]] = defaultdict(list)
        self._runs: dict[int, frozenset[tuple[str, ...]]] = {}

    def add(self, telling: DuplicateCandidate) -> None:
        if telling.is_keepable:
            for mark in _marks(telling):
                self._by[mark].append(telling)

    def same(self, telling: DuplicateCandidate) -> Duplicate | None:
        candidates = [self._like(telling, mark) for mark in _marks(telling)]
        for other in candidates[0] if telling.canonical_url else ():
            if _has_same_address(telling, other):
                return Duplicate(other.key, "address")
        for other in dict.fromkeys(one for found in candidates for one in found):
            if self._has_same_words(telling, other):
                return Duplicate(other.key, "words")
        return None

    def _like(self, telling: DuplicateCandidate, mark: object) -> list[DuplicateCandidate]:
        alike = (other for other in self._by[mark] if other.key not in telling.apart)
        return list(islice(alike, MOST_COMPARED))

    def _has_same_words(self, telling: DuplicateCandidate, other: DuplicateCandidate) -> bool:
        mine, theirs = self._runs_of(telling), self._runs_of(other)
        # Of sets of a and b runs, the smaller can be no more than a/b of both: most pairs end here.
        if not mine or not theirs or min(len(mine), len(theirs)) < LIKENESS * max(len(mine), len(theirs)):
            return False
        return len(mine & theirs) >= LIKENESS * len(mine | theirs)

    def _runs_of(self, telling: DuplicateCandidate) -> frozenset[tuple[str, ...]]:
        """Every run of five words; empty for a text too short to judge by."""
        if telling.key not in self._runs:
            words = telling.text.casefold().split()
            is_enough = len(words) >= FEWEST_WORDS
            self._runs[telling.key] = frozenset(_runs(words) if is_enough else ())
        return self._runs[telling.key]


def find_duplicates(
    arrived: Iterable[DuplicateCandidate], standing: Iterable[DuplicateCandidate]
) -> dict[int, Duplicate]:
    """Those of `arrived` that tell what one of `standing`, or an earlier arrival, tells already.

    `standing` in the order of preference; an arrival that tells something new stands for itself from then on.
    """
    known = _Standing()
    for telling in standing:
        known.add(telling)
    found: dict[int, Duplicate] = {}
    for telling in arrived:
        folded = known.same(telling)
        if folded:
            found[telling.key] = folded
        else:
            known.add(telling)
    return found


def _marks(telling: DuplicateCandidate) -> list[object]:
    """What a duplicate may share: address first, then title, then the second of publication."""
    marks: list[object] = [("address", telling.canonical_url), ("title", telling.title)]
    if telling.published_at:
        marks.append(telling.published_at.replace(microsecond=0))
    return marks


def _has_same_address(telling: DuplicateCandidate, other: DuplicateCandidate) -> bool:
    """One address is one story, except a front page's, and except in a source that gives it to all it has."""
    parts = urlsplit(telling.canonical_url)
    if parts.path in ("", "/") and not parts.query:
        return False
    is_told_alike = telling.source != other.source or telling.title == other.title
    return telling.canonical_url == other.canonical_url and is_told_alike


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)
