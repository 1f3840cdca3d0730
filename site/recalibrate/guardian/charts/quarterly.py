"""Every chart that some quarters’ public figures allow, in the order readers want them.

Measures are looked up by their slugs in the vocabulary. One that the Guardian has removed, or that has no row to
show, leaves its chart out; nothing is guessed.
"""

from collections.abc import Sequence
from decimal import Decimal

from ..figures.public import PublicFigures, PublicTable
from ..figures.year import covered, quarters_in
from . import findings
from .bars import bar_chart, grouped_bars, longest_first
from .ledger import QuarterAccount, ledger_chart
from .lines import line_chart
from .signals import phases
from .stacks import stacked_chart, sum_cells
from .survey import survey
from .tables import Drawn, as_table, bar_groups, cell, last_cell, last_period_rows, span, table_of
from .types import Chart, ChartEvent, ChartTable, LinePoint

FUND = ("fund_opening", "fines_value", "fund_spend", "fund_closing")


def charts_of(figures: PublicFigures, events: Sequence[ChartEvent] = ()) -> tuple[Chart, ...]:
    """The charts of `figures`, whose last period is the one reported on.

    Time is a calendar: a quarter that is not published is a gap. A year is drawn where its quarters add up;
    what is told month by month or quarter by quarter stays so.
    """
    if not figures.periods:
        return ()
    figures = figures.by_calendar()
    quarters = quarters_in(figures)
    drawn = (
        months_chart(quarters, events), rates_chart(quarters), reasons_chart(figures),
        responses_chart(figures), outcomes_chart(figures), shifts_chart(figures), vacancies_chart(figures),
        fund_chart(quarters), notice_chart(quarters), survey(quarters),
    )  # fmt: skip
    return tuple(chart for chart in drawn if chart)


def months_chart(figures: PublicFigures, events: Sequence[ChartEvent]) -> Drawn:
    table = table_of(figures, "er_raised", "month")
    if table is None:
        return None
    by_category = {row.category: row for row in table.rows}
    points = [
        LinePoint(period.months[place], cell(by_category[category].cells[number], table))
        for number, period in enumerate(figures.periods)
        for place, category in enumerate(("first", "second", "third"))
        if category in by_category
    ]
    if not any(point.cell.value is not None for point in points):
        return None
    rows = tuple((f"{point.month:%B %Y}", (point.cell.text,)) for point in points)
    return Chart(
        slug="months",
        sources=(("er_raised", "month"),),
        finding=findings.of_months(points, events),
        statistic=f"Exception reports raised a month, {points[0].month:%B %Y} to {points[-1].month:%B %Y}",
        drawing=line_chart(points, events),
        table=ChartTable("Exception reports raised, by month", ("Month", "Reports"), rows),
        note=how_to_read(points, events),
    )


def how_to_read(points: Sequence[LinePoint], events: Sequence[ChartEvent]) -> str:
    parts = phases(points, events)
    anew = [f"{part.reason}, {points[part.start].month:%B %Y}" for part in parts if part.start]
    since = f" The comparison starts anew with a known change: {'; '.join(anew)}." if anew else ""
    if not parts[-1].line.has_limits:
        return f"Half of the months lie on or above the median, half on or below it.{since}"
    return (
        "Months within the usual range differ by chance alone; one that is marked lies outside it, or is part of "
        f"a run that is unlikely by chance. Marked is neither good nor bad.{since}"
    )


def rates_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "er_raised_per_10_doctors", "department")
    if table is None:
        return None
    rows = longest_first(last_period_rows(table))
    return Chart(
        slug="rates",
        sources=(("er_raised_per_10_doctors", "department"),),
        finding=findings.of_rates(rows, "per ten doctors"),
        statistic=f"Exception reports raised per ten doctors, by department, {figures.periods[-1].name}",
        drawing=bar_chart(rows),
        table=as_table(table, "Exception reports raised per ten doctors, by department", "Department"),
        note="Departments differ in rotas and in how used they are to reporting.",
    )


def reasons_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "er_raised", "reason")
    if table is None:
        return None
    rows = longest_first(last_period_rows(table))
    return Chart(
        slug="reasons",
        sources=(("er_raised", "reason"),),
        finding=findings.of_share(rows, "reports"),
        statistic=f"Exception reports raised, by main reason, {figures.periods[-1].name}",
        drawing=bar_chart(rows),
        table=as_table(table, "Exception reports raised, by main reason", "Main reason"),
    )


def stacked(figures: PublicFigures, slug: str, table: PublicTable, finding: str, statistic: str) -> Chart:
    columns = [[cell(row.cells[n], table) for row in table.rows] for n in range(len(table.periods))]
    bars = [(period.name, cells) for period, cells in zip(table.periods, columns, strict=True)]
    return Chart(
        slug=slug,
        sources=((table.measure, table.dimension),),
        finding=finding,
        statistic=f"{statistic}, {span(figures.periods)}",
        drawing=stacked_chart([row.name for row in table.rows], bars),
        table=as_table(table, statistic, table.dimension_name),
        note=f"{of_bars(figures)}; its parts stand in the order of the key.",
    )


def of_bars(figures: PublicFigures) -> str:
    if figures.periods[-1].quarter:
        return "Each bar is a whole quarter"
    return (
        "Each bar is a quarter, the last one the year so far"
        if covered(figures)
        else "The last bar is the year"
    )


def responses_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "er_raised", "response")
    if table is None:
        return None
    whole = sum_cells([row.cell for row in last_period_rows(table)])
    finding = findings.of_part(
        last_cell(table, "within-7"), whole, "reports", "had a first response within 7 days"
    )
    return stacked(figures, "responses", table, finding, "Time to first response to an exception report")


def outcomes_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "er_closed", "outcome")
    if table is None:
        return None
    finding = findings.of_share(last_period_rows(table), "closed reports")
    return stacked(figures, "outcomes", table, finding, "Pay, time off or other outcome of closed reports")


def shifts_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "locum_requested", "shift-result")
    if table is None:
        return None
    whole = sum_cells([row.cell for row in last_period_rows(table)])
    finding = findings.of_part(
        last_cell(table, "unfilled"), whole, "requested locum shifts", "stayed unfilled"
    )
    return stacked(figures, "shifts", table, finding, "Locum shifts requested, and what became of them")


def vacancies_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "vacancies", "department")
    if table is None:
        return None
    rows = longest_first(last_period_rows(table))
    return Chart(
        slug="vacancies",
        sources=(("vacancies", "department"), ("vacancies", "trust")),
        finding=findings.of_vacancies(cell(figures.cell("vacancies", figures.periods[-1]), table)),
        statistic=f"Vacancies in whole-time equivalents, by department, {figures.periods[-1].name}",
        drawing=bar_chart(rows),
        table=as_table(table, "Vacancies in whole-time equivalents, by department", "Department"),
    )


def fund_chart(figures: PublicFigures) -> Drawn:
    """The latest quarters of which all four sums are there."""
    accounts: list[QuarterAccount] = []
    for period in figures.periods:
        sums = [figures.value(slug, period) for slug in FUND]
        known = [value for value in sums if value is not None]
        accounts = [*accounts, QuarterAccount(period.name, *known)] if len(known) == len(FUND) else []
    if not accounts:
        return None
    texts = [
        tuple(findings.pounds(value) for value in (a.opening, a.income, a.spending, a.closing))
        for a in accounts
    ]
    columns = ("Quarter", "Before", "Fines in", "Spent", "Balance")
    return Chart(
        slug="fund",
        sources=tuple((slug, "trust") for slug in FUND),
        finding=findings.of_ledger(accounts),
        statistic=f"The Guardian’s fund, {accounts[0].period} to {accounts[-1].period}",
        drawing=ledger_chart(accounts),
        table=ChartTable(
            "The Guardian’s fund", columns, tuple(zip((a.period for a in accounts), texts, strict=True))
        ),
        note="The forum of resident doctors decides what the fund is spent on.",
    )


def notice_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "rota_notice", "notice")
    if table is None:
        return None
    return Chart(
        slug="notice",
        sources=(("rota_notice", "notice"),),
        finding=findings.of_target(last_period_rows(table)),
        statistic=f"Share of posts for which the notice was given in time, {span(figures.periods)}",
        drawing=grouped_bars(bar_groups(table), Decimal(100), has_track=True),
        table=as_table(table, "Rota notice given in time", "Notice"),
        note="The outline is the target: everyone.",
    )
