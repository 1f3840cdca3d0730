"""The one door between what was entered and what is shown.

The rules, and why they hold against subtraction, are in docs/decisions/0014. In short: parts of the Trust
that are small in any quarter shown are combined in every quarter; what has been withheld once stays
withheld (`PublicFigures.suppressed` is handed back the next time); carried over, closed and outstanding by
part are the board's; a count of fewer people than the threshold is [c]. A quarter in which a count or a head
count is not known leaves that breakdown out (`unknown.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from recalibrate.translation import gettext, gettext_noop

from .crossing import add, crossed
from .entered import Figure
from .merging import PartCounts, merged_parts
from .people import may_be_few
from .periods import Period
from .public import PublicFigure, PublicFigures, TablePlace
from .rates import add_rates
from .small_trusts import too_few_in_small_trust
from .stricter_rules import judged_by_their_own
from .types import ALL, TRUST, SuppressedCell, Thresholds
from .unknown import is_decided
from .vocabulary import BreakdownSpec, Vocabulary

ABSENT = ("x", "z")
ALL_OTHERS = gettext_noop("All others (combined)")
FEWER_THAN_THREE = gettext_noop("fewer than 3, or in one sum with such a number")
NOTHING: frozenset[SuppressedCell] = frozenset()


def publish_figures(
    figures: Iterable[Figure],
    vocabulary: Vocabulary,
    thresholds: Thresholds,
    suppressed: frozenset[SuppressedCell] = NOTHING,
) -> PublicFigures:
    """What anybody may see of `figures`, all quarters shown together; what is not known is not shown."""
    return Disclosure(tuple(figures), vocabulary, thresholds, suppressed).publish()


@dataclass
class Disclosure:
    """One run over all quarters. `shown` and `hidden` grow as table after table is decided."""

    figures: tuple[Figure, ...]
    vocabulary: Vocabulary
    thresholds: Thresholds
    suppressed: frozenset[SuppressedCell]
    shown: list[PublicFigure] = field(default_factory=list)
    hidden: set[SuppressedCell] = field(default_factory=set)
    not_shown: set[TablePlace] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.vocabulary = judged_by_their_own(self.vocabulary)

    def publish(self) -> PublicFigures:
        self.periods = tuple(sorted({figure.period for figure in self.figures}))
        self.cells: dict[tuple[str, str, Period], dict[str, Figure]] = defaultdict(dict)
        for figure in self.figures:
            if self.vocabulary.has(figure.measure, figure.dimension, figure.category):
                self.cells[figure.measure, figure.dimension, figure.period][figure.category] = figure
        self.left_out = frozenset(self.quarters_left_out())
        self.unsaid = frozenset(self.unsaid_for_the_trust())
        # Before any measure: a part small by one of them is combined by all, or the one would be a key to the other.
        self.merged = {d.slug: self.merged_in(d.slug) for d in self.vocabulary.dimensions if d.kind == "part"}
        for measure in self.vocabulary.measures:
            if not measure.is_board_only:
                self.show_measure(measure.slug)
        self.shown += add_rates(self.cells, self.merged, self.vocabulary, self.shown)
        # With what was hidden before, although today's figures would not ask for it: old sum minus new one is a cell.
        remembered = self.suppressed | frozenset(self.hidden)
        return PublicFigures(
            self.periods, tuple(self.shown), self.vocabulary, remembered, frozenset(self.not_shown),
            frozenset(self.tables_left_out()),
        )  # fmt: skip

    def tables_left_out(self) -> Iterator[TablePlace]:
        """What would be shown if it were known which of its rows are small."""
        for b in self.vocabulary.breakdowns:
            is_public = b.rule != "board" and not self.vocabulary.measure(b.measure).is_board_only
            for p in self.periods if is_public else ():
                if (b.measure, b.dimension, p) in self.cells and p not in self.quarters_with(b):
                    yield b.measure, b.dimension, p

    def parts(self, dimension: str) -> list[str]:
        return [c.slug for c in self.vocabulary.categories_of(dimension) if not c.is_combined]

    def smallest_first(self, dimension: str) -> list[str]:
        """By doctors where parts have a head count, else from the vocabulary's last part to its first.

        Never by what is reported: which part joins next would tell which of two has fewer.
        """
        parts = self.parts(dimension)
        # The vocabulary's order is the same whatever is reported, so that it tells nothing.
        if not self.vocabulary.dimension(dimension).has_headcount:
            return parts[::-1]
        rows = [self.cells.get((self.vocabulary.headcount, dimension, p), {}) for p in self.periods]
        doctors = {part: sum(_number(row.get(part)) for row in rows) for part in parts}
        return sorted(parts, key=lambda part: doctors[part])

    def merged_in(self, dimension: str) -> frozenset[str]:
        """The parts of `dimension` that are combined in every quarter, by all measures that decide it."""
        already = frozenset(
            w.category for w in self.suppressed if w.dimension == dimension and not w.measure and not w.period
        )
        merged = already
        deciding = [b for b in self.vocabulary.breakdowns if (b.dimension, b.rule) == (dimension, "merge")]
        for _ in deciding:  # one measure's parts may make another's remainder small again
            for breakdown in deciding:
                # All quarters at once: a part shown in one and combined in the next is the difference of two sums.
                quarters = [self.counts(breakdown, p) for p in self.quarters_with(breakdown)]
                merged = merged_parts(self.smallest_first(dimension), quarters, self.thresholds, merged)
        self.hidden |= {SuppressedCell(dimension, category) for category in merged}
        return merged

    def quarters_left_out(self) -> Iterator[tuple[str, Period]]:
        """Dimensions and quarters in which it is not known which rows are small: nothing by them is shown."""
        for breakdown in self.vocabulary.breakdowns:
            for period in self.periods if breakdown.rule == "merge" else ():
                if not is_decided(self.cells, self.vocabulary, breakdown, period):
                    yield breakdown.dimension, period

    def quarters_with(self, breakdown: BreakdownSpec) -> list[Period]:
        return [
            p
            for p in self.periods
            if (breakdown.measure, breakdown.dimension, p) in self.cells
            and not any((of, p) in self.left_out for of in self.dimensions_of(breakdown))
        ]

    def dimensions_of(self, breakdown: BreakdownSpec) -> tuple[str, ...]:
        """The one that it is by, and the two that this crosses."""
        return breakdown.dimension, *self.vocabulary.dimension(breakdown.dimension).crosses

    def counts(self, breakdown: BreakdownSpec, period: Period) -> PartCounts:
        """A part without a figure was not there; where only those with any are listed, it counts as 0."""
        row = self.cells.get((breakdown.measure, breakdown.dimension, period), {})
        pooled = row.get(self.vocabulary.combined(breakdown.dimension))
        # Fines list only departments that were fined: one that is missing had none, which is a number too.
        lists_only_some = breakdown.rule == "each-quarter" and pooled is None
        known = self.with_figures(breakdown.dimension, period) if lists_only_some else frozenset(row)
        there = [p for p in self.parts(breakdown.dimension) if p in known and is_there(row.get(p))]
        reports = {part: _number(row.get(part)) for part in there}
        if not self.vocabulary.dimension(breakdown.dimension).has_headcount:
            return PartCounts(reports, pooled=pooled.value if pooled else None)
        heads = self.cells.get((self.vocabulary.headcount, breakdown.dimension, period), {})
        doctors = {part: _number(heads.get(part)) for part in there}
        return PartCounts(reports, doctors, pooled.value if pooled else None)

    def with_figures(self, dimension: str, period: Period) -> frozenset[str]:
        """The parts that the quarter has any figure of: the others did not exist then."""
        rows = [row for (_, of, when), row in self.cells.items() if (of, when) == (dimension, period)]
        return frozenset(part for row in rows for part in row)

    def unsaid_for_the_trust(self) -> Iterator[tuple[str, Period]]:
        """Measures and quarters whose whole-Trust count is not said: now, or once before."""
        once = {(c.measure, c.period) for c in self.suppressed if c.dimension == TRUST}
        for period in self.periods:
            few = too_few_in_small_trust(self.cells, self.vocabulary, period)
            for measure in self.vocabulary.measures:
                if measure.slug in few or ((measure.slug, period.key) in once and measure.unit == "count"):
                    yield measure.slug, period

    def show_measure(self, measure: str) -> None:
        for period in self.periods:
            whole = self.cells.get((measure, TRUST, period), {})
            if (measure, period) in self.unsaid:
                # For good (`hidden` is remembered): a later correction could be set against what was left unsaid.
                self.show(period, whole.values(), True, gettext(FEWER_THAN_THREE))
                self.hidden.add(SuppressedCell(TRUST, ALL, measure, period.key))
            else:
                self.show(period, whole.values(), self.hides_people(measure, period, whole))
        for breakdown in self.vocabulary.breakdowns:
            if breakdown.measure == measure and breakdown.rule != "board":
                for period in self.quarters_with(breakdown):
                    if (measure, period) in self.unsaid:
                        self.not_shown.add((measure, breakdown.dimension, period))
                    else:
                        self.show_breakdown(breakdown, period)

    def show_breakdown(self, breakdown: BreakdownSpec, period: Period) -> None:
        row = self.cells[breakdown.measure, breakdown.dimension, period]
        hides = self.hides_people(breakdown.measure, period, row)
        if breakdown.rule == "open" or self.vocabulary.dimension(breakdown.dimension).kind == "month":
            self.show(period, self.in_order(breakdown.dimension, row), hides)
            return
        if self.vocabulary.dimension(breakdown.dimension).crosses:
            self.shown += crossed(self.vocabulary, self.merged, breakdown, period, row)
            return
        merged = self.merged.get(breakdown.dimension, frozenset())
        if breakdown.rule == "each-quarter":
            merged = self.merged_this_quarter(breakdown, period, merged)
        # One row of everything is the Trust's figure again: nothing is gained by it, and it looks like a department.
        if set(self.parts(breakdown.dimension)) <= merged:
            self.not_shown.add((breakdown.measure, breakdown.dimension, period))
        else:
            self.show_parts(breakdown, period, merged, hides)

    def show_parts(
        self, breakdown: BreakdownSpec, period: Period, merged: frozenset[str], hides: bool
    ) -> None:
        row = self.cells[breakdown.measure, breakdown.dimension, period]
        combined = self.vocabulary.combined(breakdown.dimension)
        alone = [f for f in self.in_order(breakdown.dimension, row) if f.category not in {*merged, combined}]
        self.show(period, alone, hides)
        together = [row[c] for c in (*self.parts(breakdown.dimension), combined) if c in row]
        together = [figure for figure in together if figure not in alone]
        if together or merged:
            self.show_combined(breakdown, period, together, hides)

    def show_combined(
        self, breakdown: BreakdownSpec, period: Period, together: list[Figure], hides: bool
    ) -> None:
        value, status = add(together)
        dimension = self.vocabulary.dimension(breakdown.dimension)
        self.shown.append(
            PublicFigure(
                measure=breakdown.measure,
                dimension=breakdown.dimension,
                category=self.vocabulary.combined(breakdown.dimension),
                name=dimension.combined_name if breakdown.rule != "each-quarter" else gettext(ALL_OTHERS),
                period=period,
                # A part of a hidden whole is hidden with it, the combined row too: the rest could be subtracted.
                value=None if hides else value,
                unit=self.vocabulary.measure(breakdown.measure).unit,
                status="c" if hides else status,
                note=self.note_on(breakdown),
            )
        )

    def note_on(self, breakdown: BreakdownSpec) -> str:
        """Which parts a row combines; where that changes by quarter, a name would say "at least one"."""
        if breakdown.rule == "each-quarter":
            return gettext("everything that is not shown")
        merged = self.merged[breakdown.dimension]
        names = [c.name for c in self.vocabulary.categories_of(breakdown.dimension) if c.slug in merged]
        return gettext("merged: {names}").format(names="; ".join(names)) if names else ""

    def merged_this_quarter(
        self, breakdown: BreakdownSpec, period: Period, merged: frozenset[str]
    ) -> frozenset[str]:
        """Parts combined by this quarter's own counts, on top of those that always are."""
        measure = breakdown.counted_by or breakdown.measure
        already = merged | {
            w.category
            for w in self.suppressed
            if (w.dimension, w.measure, w.period) == (breakdown.dimension, measure, period.key)
        }
        deciding = BreakdownSpec(measure, breakdown.dimension, "each-quarter")
        counts = replace(self.counts(deciding, period), doctors=None)
        found = merged_parts(self.smallest_first(breakdown.dimension), [counts], self.thresholds, already)
        self.hidden |= {SuppressedCell(breakdown.dimension, c, measure, period.key) for c in found}
        return found

    def hides_people(self, measure: str, period: Period, row: dict[str, Figure]) -> bool:
        """Whether these cells count, or let anybody work out, fewer people than the threshold.

        One such cell hides its whole breakdown: the others would give it away by subtraction.
        """
        found = any(self.is_few_people(figure) for figure in row.values())
        if found:
            self.hidden |= {
                SuppressedCell(f.dimension, f.category, measure, period.key) for f in row.values()
            }
        return found

    def is_few_people(self, figure: Figure) -> bool:
        measure = self.vocabulary.measure(figure.measure)
        if (
            SuppressedCell(figure.dimension, figure.category, figure.measure, figure.period.key)
            in self.suppressed
        ):
            return measure.unit == "people" or bool(measure.people_of)
        # Entered as [c] already, by a Guardian who knew the number: it is not for us to work it out again.
        if figure.value is None:
            return figure.status == "c"
        if measure.unit == "people":
            return figure.value < self.thresholds.reports
        whole = self.cells.get((measure.people_of, TRUST, figure.period), {}).get(ALL)
        if not measure.people_of or whole is None or whole.value is None:
            return False
        return may_be_few(figure.value, whole.value, self.thresholds.reports)

    def in_order(self, dimension: str, row: dict[str, Figure]) -> list[Figure]:
        return [row[c.slug] for c in self.vocabulary.categories_of(dimension) if c.slug in row]

    def show(self, period: Period, figures: Iterable[Figure], hides: bool, why: str = "") -> None:
        for figure in figures:
            category = self.vocabulary.category(figure.dimension, figure.category)
            self.shown.append(
                PublicFigure(
                    measure=figure.measure,
                    dimension=figure.dimension,
                    category=figure.category,
                    name=category.name,
                    period=period,
                    value=None if hides else figure.value,
                    unit=self.vocabulary.measure(figure.measure).unit,
                    status="c" if hides else figure.status,
                    note=(why or self.people_note()) if hides else figure.note,
                )
            )

    def people_note(self) -> str:
        return gettext("fewer than {reports}").format(reports=self.thresholds.reports)


def is_there(figure: Figure | None) -> bool:
    return figure is None or figure.status not in ABSENT


def _number(figure: Figure | None) -> Decimal:
    return figure.value if figure and figure.value is not None else Decimal(0)
