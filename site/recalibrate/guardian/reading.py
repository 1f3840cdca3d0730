"""What the Guardian's pages show of the figures: all of it made from what is public."""

from collections.abc import Sequence
from dataclasses import dataclass

from .charts.overview import at_a_glance, key_figures, more_tables, tables_left_out, tables_not_shown
from .charts.quarterly import charts_of
from .charts.types import BarRow, Chart, ChartEvent, ChartTable
from .figures.public import PublicFigures
from .figures.year import scope


@dataclass(frozen=True, slots=True)
class ReportContents:
    """Figures as a page shows them. `key` names the period in the addresses of chart files, once public."""

    public: PublicFigures
    key: str
    key_figures: tuple[BarRow, ...]
    charts: tuple[Chart, ...]
    glance: ChartTable | None
    tables: tuple[ChartTable, ...]
    not_shown: tuple[str, ...] = ()  # tables of which nothing may be shown
    left_out: tuple[str, ...] = ()  # tables in which something is not known

    def __bool__(self) -> bool:
        return bool(self.public.periods)

    @property
    def period_name(self) -> str:
        return self.public.periods[-1].name

    def chart(self, slug: str) -> Chart | None:
        return next((chart for chart in self.charts if chart.slug == slug), None)

    @property
    def scope(self) -> str:
        """Which quarters a year’s figures are made of; nothing for a quarter."""
        return scope(self.public)

    @property
    def trend(self) -> Chart | None:
        return self.chart("months")


def report_contents(public: PublicFigures, events: Sequence[ChartEvent], *, key: str = "") -> ReportContents:
    """`key` stays empty for a report that is not public: its files have no address yet."""
    if not public.periods:
        return ReportContents(public, "", (), (), None, ())
    charts = charts_of(public, events)
    return ReportContents(
        public, key, key_figures(public), charts, at_a_glance(public, charts), more_tables(public, charts),
        tables_not_shown(public), tables_left_out(public),
    )  # fmt: skip
