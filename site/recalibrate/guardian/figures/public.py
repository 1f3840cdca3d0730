"""Figures as anybody may see them. Made by `disclosure.publish_figures()` and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from .periods import Period
from .types import ALL, TRUST, Status, SuppressedCell, Unit
from .vocabulary import Vocabulary

__all__ = ["PublicCell", "PublicFigure", "PublicFigures", "PublicRow", "PublicTable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigure:
    """One cell that may be shown. `name` is the category's name, or the combined row's."""

    measure: str
    dimension: str
    category: str
    name: str
    period: Period
    value: Decimal | None
    unit: Unit
    status: Status = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublicCell:
    value: Decimal | None
    status: Status = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublicRow:
    category: str
    name: str
    cells: tuple[PublicCell, ...]  # one a period, in the table's order
    note: str = ""

    @property
    def latest(self) -> PublicCell:
        return self.cells[-1]


@dataclass(frozen=True, slots=True)
class PublicTable:
    """Rows by periods. A cell without a figure is [x]: it was not collected."""

    measure: str
    name: str
    dimension: str
    dimension_name: str
    unit: Unit
    periods: tuple[Period, ...]
    rows: tuple[PublicRow, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


MISSING = PublicCell(None, "x")
WITHHELD = PublicCell(None, "c")  # of a table that is not shown in that quarter
TablePlace = tuple[str, str, Period]  # a measure, by a dimension, in one quarter
NOT_PUBLISHED = PublicCell(None)  # of a quarter that has no figures at all


@dataclass(frozen=True)
class PublicFigures:
    """Everything public about some periods, oldest first. `suppressed` must be kept for the next time."""

    periods: tuple[Period, ...]
    figures: tuple[PublicFigure, ...]
    vocabulary: Vocabulary
    suppressed: frozenset[SuppressedCell]
    not_shown: frozenset[TablePlace] = frozenset()  # tables of which nothing may be shown
    left_out: frozenset[TablePlace] = frozenset()  # tables in which something is not known

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str, Period], PublicFigure]:
        return {(f.measure, f.dimension, f.category, f.period): f for f in self.figures}

    def cell(self, measure: str, period: Period, dimension: str = TRUST, category: str = ALL) -> PublicCell:
        figure = self._cells.get((measure, dimension, category, period))
        if figure is None:
            if (measure, dimension, period) in self.not_shown:
                return WITHHELD
            return MISSING if self.is_published(period) else NOT_PUBLISHED
        return PublicCell(figure.value, figure.status, figure.note)

    @cached_property
    def _with_figures(self) -> frozenset[Period]:
        return frozenset(figure.period for figure in self.figures)

    def is_published(self, period: Period) -> bool:
        return period in self._with_figures

    def by_calendar(self) -> "PublicFigures":
        """The same, with every quarter from the first to the last: one that is not published is a gap."""
        quarters = [period for period in self.periods if period.quarter]
        if not quarters:
            return self
        every = [min(quarters)]
        while every[-1] < max(quarters):
            every.append(every[-1].next)
        periods = (*every, *(period for period in self.periods if not period.quarter))
        return replace(self, periods=periods)

    def value(
        self, measure: str, period: Period, dimension: str = TRUST, category: str = ALL
    ) -> Decimal | None:
        return self.cell(measure, period, dimension, category).value

    def series(self, measure: str) -> tuple[PublicCell, ...]:
        """The whole Trust's cells, one a period."""
        return tuple(self.cell(measure, period) for period in self.periods)

    def table(self, measure: str, dimension: str = TRUST) -> PublicTable:
        """Every row of `measure` by `dimension`; without rows when nothing of it may be shown."""
        of_table = [f for f in self.figures if (f.measure, f.dimension) == (measure, dimension)]
        described = self.vocabulary.measure(measure)
        return PublicTable(
            measure,
            described.name,
            dimension,
            self.vocabulary.dimension(dimension).name,
            described.unit,
            self.periods,
            tuple(self._row(measure, dimension, category, of_table) for category in _in_order(of_table)),
        )

    def _row(self, measure: str, dimension: str, category: str, of_table: list[PublicFigure]) -> PublicRow:
        of_row = [figure for figure in of_table if figure.category == category]
        cells = tuple(self.cell(measure, period, dimension, category) for period in self.periods)
        return PublicRow(category, of_row[-1].name, cells, of_row[-1].note)

    def until(self, period: Period) -> "PublicFigures":
        """The same, without what came after `period`. Rows stay combined as they are."""
        return self._only(tuple(p for p in self.periods if p <= period))

    def only(self, *periods: Period) -> "PublicFigures":
        return self._only(tuple(p for p in self.periods if p in periods))

    def of_year(self, start_year: int) -> "PublicFigures":
        return self._only(tuple(p for p in self.periods if p.start_year == start_year))

    def over_year(self, measure: str, dimension: str = TRUST, category: str = ALL) -> PublicCell:
        """What the quarters make together, from what they show: an empty cell leaves the year empty too.

        So a year never tells what a quarter withholds.
        """
        cells = [self.cell(measure, p, dimension, category) for p in self.periods if p.quarter]
        status: Status
        for status in ("c", "x", "z"):
            if any(cell.status == status for cell in cells):
                return PublicCell(None, status)
        values = [cell.value for cell in cells if cell.value is not None]
        match self.vocabulary.measure(measure).over_year if values else "none":
            case "sum":
                return PublicCell(sum(values, Decimal(0)))
            case "mean":
                mean = sum(values, Decimal(0)) / len(values)
                return PublicCell(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))
            case "first":
                return PublicCell(values[0])
            case "last":
                return PublicCell(values[-1])
        return PublicCell(None, "z")

    def _only(self, periods: tuple[Period, ...]) -> "PublicFigures":
        kept = tuple(figure for figure in self.figures if figure.period in periods)
        return replace(self, periods=periods, figures=kept)

    def names_of_rows(self) -> frozenset[str]:
        return frozenset(figure.name for figure in self.figures)


def _in_order(figures: Iterable[PublicFigure]) -> list[str]:
    return list(dict.fromkeys(figure.category for figure in figures))
