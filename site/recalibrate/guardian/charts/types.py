"""What a chart is, whatever it shows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recalibrate.translation import gettext

from ..figures.types import Status, Unit
from .drawing import Drawing
from .words import format_cell


@dataclass(frozen=True, slots=True)
class ChartCell:
    """One value, or the reason why there is none."""

    value: Decimal | None
    status: Status = ""
    unit: Unit = "count"

    @property
    def text(self) -> str:
        return format_cell(self.value, self.status, self.unit)


@dataclass(frozen=True, slots=True)
class BarRow:
    """A named value: a bar."""

    name: str
    cell: ChartCell


@dataclass(frozen=True, slots=True)
class LinePoint:
    """A month’s value: a point of a line."""

    month: date
    cell: ChartCell


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """Something that happened on a day and may explain a change. It never claims that it does."""

    on: date
    label: str
    starts_anew: bool = (
        False  # a known change of how people work or count: limits are worked out anew from it
    )


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The same values to be read: column headings, then rows of a name and texts."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A finding, the drawing that shows it and the table that proves it."""

    slug: str
    finding: str
    statistic: str  # what is measured, of whom, when
    drawing: Drawing
    table: ChartTable
    sources: tuple[tuple[str, str], ...]  # the measures and dimensions it is made of
    note: str = ""  # how to read it

    @property
    def anchor(self) -> str:
        return f"chart-{self.slug}"

    @property
    def description(self) -> str:
        """For people who hear the chart: what it shows, then where every value stands."""
        below = gettext("Every value is in the table below.")
        return " ".join(filter(None, [f"{self.statistic}.", self.note, below]))

    @property
    def plain_text(self) -> str:
        """For a board paper: finding, statistic, then one line a row."""
        head = " | ".join(("", *self.table.columns[1:])).removeprefix(" | ")
        lines = [f"{name}: {' | '.join(texts)}" for name, texts in self.table.rows]
        note = [self.note] if self.note else []
        columns = [f"({head})"] if len(self.table.columns) > 2 else []
        return "\n".join([self.finding, f"{self.statistic}.", *columns, *lines, *note])
