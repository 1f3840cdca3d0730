"""From a table's cells to figures, which have one dimension: margins, totals and months made quarters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..figures.periods import MONTHS, Period
from ..figures.types import ALL, TRUST
from ..figures.vocabulary import CROSS, Vocabulary
from .facets import WHOLE
from .findings import Entry

MONTH = "month"
SUMMED = ("count", "people", "hours", "GBP", "WTE", "PA")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that a table gives; `how` it was worked out, where it was; `is_derived` if only from a total."""

    dimension: str
    category: str
    entry: Entry
    how: str = ""
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class TotalSeen:
    """A total beside what its parts make; None where they are not all known."""

    entry: Entry
    parts: Decimal | None
    count: int


class Fold:
    """One measure in one quarter, out of one table."""

    def __init__(
        self, entries: Sequence[Entry], vocabulary: Vocabulary, *, is_whole_table: bool = True
    ) -> None:
        self.all_entries = entries
        # A total without a saved result says nothing but that it is one.
        self.entries = [e for e in entries if e.value is not None or e.status or e.is_unclear]
        self.vocabulary = vocabulary
        self.measure = entries[0].measure
        self.period: Period = entries[0].period
        self.is_whole_table = is_whole_table  # no row of it was left out, so parts make totals
        self.totals: list[TotalSeen] = []
        self.not_worked_out: list[str] = []

    def parts(self) -> Iterator[Part]:
        plain = [entry for entry in self.entries if not entry.places]
        yield from (Part(TRUST, ALL, entry) for entry in plain)
        dimensions = dict.fromkeys(dimension for entry in self.all_entries for dimension, _ in entry.places)
        wholes: list[Part] = []
        yield from self.crossed()
        for dimension in dimensions:
            found = list(self.margin(dimension))
            if dimension != MONTH or self.vocabulary.has(self.measure, MONTH, MONTHS[0]):
                yield from found
            wholes += self.whole_of(dimension, found)
        if not plain and wholes:
            yield wholes[0]

    def crossed(self) -> Iterator[Part]:
        """Cells of two dimensions at once, where the vocabulary keeps them so: posts, never people."""
        for dimension in self.vocabulary.dimensions:
            if not dimension.crosses or self.vocabulary.breakdown(self.measure, dimension.slug) is None:
                continue
            for entry in self.entries:
                places = dict(entry.places)
                row = CROSS.join(places.get(of, WHOLE) for of in dimension.crosses)
                if len(places) == 2 and self.vocabulary.has(self.measure, dimension.slug, row):
                    yield Part(dimension.slug, row, entry)

    def margin(self, dimension: str) -> Iterator[Part]:
        """Each row of a dimension: as given, or as the sum over what it is split by besides."""
        rows: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for of, category in entry.places:
                if of == dimension:
                    rows.setdefault(category, []).append(entry)
        for category, entries in rows.items():
            given = [entry for entry in entries if is_margin(entry, dimension)]
            if category == WHOLE:
                continue
            if given:
                yield from (Part(dimension, category, entry) for entry in given)
            elif made := self.made(entries, dimension):
                yield Part(dimension, category, *made)
        self.see_totals(dimension, rows)

    def see_totals(self, dimension: str, rows: dict[str, list[Entry]]) -> None:
        if self.vocabulary.measure(self.measure).unit not in SUMMED:
            return
        wholes = [entry for entry in self.all_entries if (dimension, WHOLE) in entry.places]
        for total in (entry for entry in wholes if is_margin(entry, dimension)):
            entries = [e for category, of in rows.items() if category != WHOLE for e in of]
            parts = [e for e in entries if is_margin(e, dimension)] or entries
            known = [e.value for e in parts if e.value is not None]
            is_known = self.is_whole_table and len(known) == len(parts) and bool(parts)
            is_mean = dimension == MONTH and self.vocabulary.measure(self.measure).over_year != "sum"
            added = sum(known, Decimal(0)) if is_known and not is_mean else None
            self.totals.append(TotalSeen(total, added, len(parts)))

    def whole_of(self, dimension: str, found: list[Part]) -> Iterator[Part]:
        """The whole Trust's figure, where only a total or three months say it."""
        totals = [e for e in self.entries if e.places and all(c == WHOLE for _, c in e.places)]
        totals = [e for e in totals if dimension in dict(e.places) and e.value is not None]
        breakdown = self.vocabulary.breakdown(self.measure, dimension)
        adds_up = dimension == MONTH or breakdown is None or breakdown.adds_up
        if not self.vocabulary.has(self.measure, TRUST, ALL):
            return
        if totals and adds_up and self.vocabulary.measure(self.measure).unit in SUMMED:
            yield Part(TRUST, ALL, totals[0], "", is_derived=True)
        elif dimension == MONTH and {part.category for part in found} == set(MONTHS):
            months = [replace(part.entry, places=((MONTH, part.category),)) for part in found]
            if made := self.made(months, ""):
                yield Part(TRUST, ALL, made[0], made[1], is_derived=True)

    def made(self, entries: Sequence[Entry], dimension: str) -> tuple[Entry, str] | None:
        """One figure out of several: months by what a year is made of them, all else by adding."""
        entries = [e for e in entries if all(c != WHOLE for of, c in e.places if of != dimension)]
        fewest = min(
            (len(e.places) for e in entries), default=0
        )  # what is summed up already is not split again
        entries = [e for e in entries if len(e.places) == fewest]
        if not entries or any(e.is_unclear for e in entries):
            return None
        if any(e.value is None for e in entries) or self.vocabulary.measure(self.measure).unit not in SUMMED:
            self.not_worked_out.append(entries[0].where)
            return None
        months: dict[str, Decimal] = {}
        for entry in entries:
            month = "" if dimension == MONTH else dict(entry.places).get(MONTH, "")
            months[month] = months.get(month, Decimal(0)) + (entry.value or Decimal(0))
        values = [months[month] for month in sorted(months, key=_month_order)]
        value = over_months(
            values, self.vocabulary.measure(self.measure).over_year if "" not in months else "sum"
        )
        if value is None:
            self.not_worked_out.append(entries[0].where)
            return None
        how = " + ".join(f"{e.value:f}" for e in entries[:6]) + (" …" if len(entries) > 6 else "")
        is_sum = value == sum(values)
        return replace(entries[0], value=value), how if is_sum and len(entries) > 1 else ""


def is_margin(entry: Entry, dimension: str) -> bool:
    return all(category == WHOLE for of, category in entry.places if of != dimension)


def over_months(values: list[Decimal], over_year: str) -> Decimal | None:
    match over_year:
        case "sum":
            return sum(values, Decimal(0))
        case "mean":
            return round(sum(values, Decimal(0)) / len(values), 3)
        case "first":
            return values[0]
        case "last":
            return values[-1]
    return None


def _month_order(slug: str) -> int:
    return MONTHS.index(slug) if slug in MONTHS else -1


def is_off(total: TotalSeen) -> bool:
    """Whether a total is not what its parts make, roundings of the parts aside."""
    if total.parts is None or total.entry.value is None:
        return False
    gap = abs(total.entry.value - total.parts)
    is_whole = all(value == int(value) for value in (total.entry.value, total.parts))
    return gap > (0 if is_whole else Decimal("0.01") * total.count)


def by_measure(entries: Iterable[Entry]) -> list[list[Entry]]:
    found: dict[tuple[str, Period], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.measure, entry.period), []).append(entry)
    return list(found.values())
