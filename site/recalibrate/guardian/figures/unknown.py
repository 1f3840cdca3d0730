"""What has not been said, and without which it cannot be told whether a row is small.

Not known is neither small nor zero. A breakdown with such a row is left out of its quarter, and decides
nothing elsewhere; counted as small or as zero, it would hide other rows in every quarter, for good.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .entered import Figure
from .periods import Period
from .types import ALL, TRUST
from .vocabulary import BreakdownSpec, Vocabulary

Cells = Mapping[tuple[str, str, Period], Mapping[str, Figure]]
NOT_KNOWN = "x"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Rows of one measure in one quarter: `blank` ones have no figure, the others say that it is not known."""

    measure: str
    dimension: str
    period: Period
    blank: tuple[str, ...]
    not_known: tuple[str, ...]


def is_decided(cells: Cells, vocabulary: Vocabulary, breakdown: BreakdownSpec, period: Period) -> bool:
    """Whether it can be told which rows of this quarter are small.

    A row without any figure was not there, if the others make the whole: a department that is newer.
    """
    never = never_there(cells, vocabulary, breakdown, period)
    return not any(
        unknown.not_known or set(unknown.blank) - never
        for unknown in unknown_of(cells, vocabulary, breakdown, period)
    )


def never_there(cells: Cells, vocabulary: Vocabulary, breakdown: BreakdownSpec, period: Period) -> set[str]:
    row = cells.get((breakdown.measure, breakdown.dimension, period), {})
    heads = cells.get((vocabulary.headcount, breakdown.dimension, period), {})
    whole = cells.get((breakdown.measure, TRUST, period), {}).get(ALL)
    if not breakdown.adds_up or whole is None or whole.value is None:
        return set()
    if sum(figure.value for figure in row.values() if figure.value is not None) != whole.value:
        return set()
    categories = {category.slug for category in vocabulary.categories_of(breakdown.dimension)}
    return categories - set(row) - set(heads)


def all_unknown(cells: Cells, vocabulary: Vocabulary, period: Period) -> Iterator[Unknown]:
    """Every measure once, of those by which this quarter's rows are judged."""
    found: dict[tuple[str, str], Unknown] = {}
    for breakdown in vocabulary.breakdowns:
        if breakdown.rule == "merge":
            for unknown in unknown_of(cells, vocabulary, breakdown, period):
                before = found.get((unknown.measure, unknown.dimension))
                if before is None or len(before.blank) < len(unknown.blank):
                    found[unknown.measure, unknown.dimension] = unknown
    yield from found.values()


def unknown_of(
    cells: Cells, vocabulary: Vocabulary, breakdown: BreakdownSpec, period: Period
) -> Iterator[Unknown]:
    """Counts that are missing, and head counts that are missing beside counts."""
    row = cells.get((breakdown.measure, breakdown.dimension, period), {})
    parts = [c.slug for c in vocabulary.categories_of(breakdown.dimension) if not c.is_combined]
    if not row:
        return
    is_pooled = vocabulary.combined(breakdown.dimension) in row  # what is missing may be in that row
    asked = [part for part in parts if part in row or not is_pooled]
    yield from _of(breakdown.measure, breakdown.dimension, period, asked, row)
    if vocabulary.dimension(breakdown.dimension).has_headcount:
        heads = cells.get((vocabulary.headcount, breakdown.dimension, period), {})
        counted = [part for part in parts if part in row and row[part].status not in ("x", "z")]
        yield from _of(vocabulary.headcount, breakdown.dimension, period, counted, heads)


def _of(
    measure: str, dimension: str, period: Period, parts: list[str], row: Mapping[str, Figure]
) -> Iterator[Unknown]:
    blank = tuple(part for part in parts if part not in row)
    not_known = tuple(part for part in parts if part in row and row[part].status == NOT_KNOWN)
    if blank or not_known:
        yield Unknown(measure, dimension, period, blank, not_known)
