"""A chart for what a Trust measures besides: reports by host, safety concerns by site, locums by reason.

Each such table is on the page in any case. A chart is drawn where one serves: once a measure, and a few a page.
"""

from collections.abc import Iterator, Sequence

from recalibrate.translation import gettext

from ..figures.periods import Period
from ..figures.public import PublicFigures, PublicTable
from ..figures.types import Unit
from ..figures.vocabulary import BreakdownSpec
from . import findings
from .bars import bar_chart, longest_first
from .tables import as_table, cell, last_period_rows, measure_by, table_of
from .types import BarRow, Chart

MOST = 4  # lines on a chart that can be told apart by shape and not by colour alone
DRAWN: tuple[Unit, ...] = ("count", "hours", "WTE", "GBP")
ONLY_TABLES = {  # what the pages have always had as tables beside the charts of the same measures
    ("er_raised", "department"), ("er_raised", "grade"), ("er_raised", "rota"),
    ("fines_count", "department"), ("fines_value", "department"),
}  # fmt: skip


def added_charts(figures: PublicFigures, charts: Sequence[Chart]) -> tuple[Chart, ...]:
    """For the last quarter; of measures that have no chart yet, and of the rest by hosts and sites."""
    found: list[Chart] = []
    drawn = {source for chart in charts for source in chart.sources}
    for breakdown in figures.vocabulary.breakdowns:
        place = breakdown.measure, breakdown.dimension
        if place in drawn | ONLY_TABLES or any(c.sources[0][0] == breakdown.measure for c in found):
            continue
        if any(measure == breakdown.measure for measure, _by in drawn) and not is_part(figures, breakdown):
            continue
        table = table_of(figures, *place)
        if table and serves(figures, table, breakdown):
            found.append(chart_of_rows(table, figures.periods[-1], breakdown))
    return tuple(found[:MOST])


def is_part(figures: PublicFigures, breakdown: BreakdownSpec) -> bool:
    return figures.vocabulary.dimension(breakdown.dimension).kind == "part"


def serves(figures: PublicFigures, table: PublicTable, breakdown: BreakdownSpec) -> bool:
    """Whether there are at least two bars of different lengths to compare, in one unit."""
    dimension = figures.vocabulary.dimension(breakdown.dimension)
    if dimension.kind == "month" or dimension.crosses or table.unit not in DRAWN:
        return False
    return len({row.latest.value for row in table.rows if row.latest.value is not None}) > 1


def chart_of_rows(table: PublicTable, period: Period, breakdown: BreakdownSpec) -> Chart:
    by = measure_by(table.name, table.dimension_name)
    return Chart(
        slug=f"{table.measure}-{table.dimension}",
        sources=((table.measure, table.dimension),),
        finding=finding(table, breakdown),
        statistic=f"{by}, {period.name}",
        drawing=bar_chart(longest_first(last_period_rows(table))),
        table=as_table(table, by, table.dimension_name),
    )


def finding(table: PublicTable, breakdown: BreakdownSpec) -> str:
    if breakdown.adds_up and table.unit == "count":
        return findings.of_share(last_period_rows(table), table.name[0].lower() + table.name[1:])
    most = longest_first(list(own_rows(table)))
    if not most:
        return table.name
    return gettext("{measure}, {part}: {number}, the most of any").format(
        measure=table.name, part=most[0].name, number=most[0].cell.text
    )


def own_rows(table: PublicTable) -> Iterator[BarRow]:
    """The rows that stand for themselves."""
    return (
        BarRow(r.name, cell(r.latest, table)) for r in table.rows if r.latest.value is not None and not r.note
    )
