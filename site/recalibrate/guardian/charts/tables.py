"""From public tables to the rows, groups and tables of charts."""

from collections.abc import Sequence

from recalibrate.translation import gettext

from ..figures.periods import Period
from ..figures.public import PublicCell, PublicFigures, PublicTable
from .types import BarRow, Chart, ChartCell, ChartTable

Drawn = Chart | None


def table_of(figures: PublicFigures, measure: str, dimension: str) -> PublicTable | None:
    """The table, or nothing where the vocabulary has no such breakdown or no row may be shown."""
    known = {row.measure for row in figures.figures if row.dimension == dimension}
    return (figures.table(measure, dimension) or None) if measure in known else None


def cell(public: PublicCell, table: PublicTable) -> ChartCell:
    return ChartCell(public.value, public.status, table.unit)


def last_period_rows(table: PublicTable) -> list[BarRow]:
    """The last period’s rows."""
    return [BarRow(row.name, cell(row.latest, table)) for row in table.rows]


def as_table(table: PublicTable, caption: str, first: str) -> ChartTable:
    """Rows by periods, the combined row with its note."""
    return ChartTable(
        caption,
        (first, *(period.name for period in table.periods)),
        tuple((row.name, tuple(cell(c, table).text for c in row.cells)) for row in table.rows),
    )


def span(periods: Sequence[Period]) -> str:
    """`Q1 2026/27 to Q2 2026/27`, and the year where it stands beside them."""
    quarters = [period for period in periods if period.quarter]
    if len(quarters) < len(periods):
        return gettext("{span}, and the year").format(span=span(quarters))
    return periods[0].name if len(periods) == 1 else from_to(periods[0].name, periods[-1].name)


def from_to(first: str, last: str) -> str:
    return gettext("{first} to {last}").format(first=first, last=last)


def measure_by(measure: str, dimension: str) -> str:
    return gettext("{measure}, by {dimension}").format(measure=measure, dimension=dimension.lower())


def last_cell(table: PublicTable, category: str) -> ChartCell:
    """The last period’s cell of one row; [x] where the row is gone."""
    found = (row.latest for row in table.rows if row.category == category)
    return cell(next(found, PublicCell(None, "x")), table)


def bar_groups(table: PublicTable) -> list[tuple[str, list[BarRow]]]:
    """A group a row, a bar a period."""
    return [
        (row.name, [BarRow(p.name, cell(c, table)) for p, c in zip(table.periods, row.cells, strict=True)])
        for row in table.rows
    ]
