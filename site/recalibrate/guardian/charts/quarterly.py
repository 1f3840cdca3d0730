"""Every chart that some quarters’ public figures allow, in the order readers want them.

Measures are looked up by their slugs in the vocabulary. One that the Guardian has removed, or that has no row to
show, leaves its chart out; nothing is guessed.
"""

from collections.abc import Sequence
from decimal import Decimal

from recalibrate.translation import gettext

from ..figures.periods import month_and_year
from ..figures.public import PublicFigures, PublicTable
from ..figures.year import covered, quarters_in
from . import findings
from .added import added_charts
from .bars import bar_chart, grouped_bars, longest_first
from .ledger import QuarterAccount, ledger_chart
from .lines import line_chart
from .signals import Phase, baseline, phases
from .stacks import stacked_chart, sum_cells
from .survey import survey
from .tables import Drawn, as_table, bar_groups, cell, from_to, last_cell, last_period_rows, span, table_of
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
    charts = tuple(chart for chart in drawn if chart)
    return (*charts, *added_charts(quarters, charts))


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
    rows = tuple((month_and_year(point.month), (point.cell.text,)) for point in points)
    return Chart(
        slug="months",
        sources=(("er_raised", "month"),),
        finding=findings.of_months(points, events),
        statistic=gettext("Exception reports raised a month, {span}").format(span=months_span(points)),
        drawing=line_chart(points, events),
        table=ChartTable(
            gettext("Exception reports raised, by month"), (gettext("Month"), gettext("Reports")), rows
        ),
        note=how_to_read(points, events),
    )


def how_to_read(points: Sequence[LinePoint], events: Sequence[ChartEvent]) -> str:
    parts = phases(points, events)
    anew = [f"{part.reason}, {month_and_year(points[part.start].month)}" for part in parts if part.start]
    said = [median_in_words() if not parts[-1].line.has_limits else limits_in_words(points, parts[-1])]
    if anew:
        since = gettext("The comparison starts again at a known change: {changes}.")
        said.append(since.format(changes="; ".join(anew)))
    return " ".join(said)


def median_in_words() -> str:
    return gettext("Half of the months are on or above the median, and half on or below it.")


def limits_in_words(points: Sequence[LinePoint], part: Phase) -> str:
    return gettext(
        "Months within the usual range differ by chance alone. A month that is marked is outside it, or part of "
        "a run that is unlikely by chance. Marked is neither good nor bad. The range is that of {months}, kept until "
        "a known change, by the rules of NHS England’s Making Data Count as its package NHSRplotthedots 0.2.2 has "
        "them."
    ).format(months=locked_on(points, part))


def months_span(points: Sequence[LinePoint]) -> str:
    return from_to(month_and_year(points[0].month), month_and_year(points[-1].month))


def locked_on(points: Sequence[LinePoint], part: Phase) -> str:
    """The months that the limits are made of."""
    months = [point.month for point in baseline(points[part.start : part.end])]
    return from_to(month_and_year(months[0]), month_and_year(months[-1]))


def rates_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "er_raised_per_10_doctors", "department")
    if table is None:
        return None
    rows = longest_first(last_period_rows(table))
    return Chart(
        slug="rates",
        sources=(("er_raised_per_10_doctors", "department"),),
        finding=findings.of_rates(rows, gettext("per ten doctors")),
        statistic=gettext("Exception reports raised per ten doctors, by department, {period}").format(
            period=figures.periods[-1].name
        ),
        drawing=bar_chart(rows),
        table=as_table(
            table, gettext("Exception reports raised per ten doctors, by department"), gettext("Department")
        ),
        note=gettext("Departments differ in rotas and in how used they are to reporting."),
    )


def reasons_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "er_raised", "reason")
    if table is None:
        return None
    rows = longest_first(last_period_rows(table))
    return Chart(
        slug="reasons",
        sources=(("er_raised", "reason"),),
        finding=findings.of_share(rows, gettext("reports")),
        statistic=gettext("Exception reports raised, by main reason, {period}").format(
            period=figures.periods[-1].name
        ),
        drawing=bar_chart(rows),
        table=as_table(table, gettext("Exception reports raised, by main reason"), gettext("Main reason")),
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
        note=of_bars(figures),
    )


def of_bars(figures: PublicFigures) -> str:
    if figures.periods[-1].quarter:
        return gettext("Each bar is a whole quarter. Its parts are in the order of the key.")
    return (
        gettext("Each bar is a quarter, the last one the year so far. Its parts are in the order of the key.")
        if covered(figures)
        else gettext("The last bar is the year. Its parts are in the order of the key.")
    )


def responses_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "er_raised", "response")
    if table is None:
        return None
    whole = sum_cells([row.cell for row in last_period_rows(table)])
    finding = findings.of_part(
        last_cell(table, "within-7"), whole, gettext("reports"), gettext("had a first response within 7 days")
    )
    return stacked(
        figures, "responses", table, finding, gettext("Time to first response to an exception report")
    )


def outcomes_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "er_closed", "outcome")
    if table is None:
        return None
    finding = findings.of_share(last_period_rows(table), gettext("closed reports"))
    return stacked(
        figures, "outcomes", table, finding, gettext("Pay, time off or other outcome of closed reports")
    )


def shifts_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "locum_requested", "shift-result")
    if table is None:
        return None
    whole = sum_cells([row.cell for row in last_period_rows(table)])
    finding = findings.of_part(
        last_cell(table, "unfilled"), whole, gettext("requested locum shifts"), gettext("stayed unfilled")
    )
    return stacked(
        figures, "shifts", table, finding, gettext("Locum shifts requested, and what became of them")
    )


def vacancies_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "vacancies", "department")
    if table is None:
        return None
    rows = longest_first(last_period_rows(table))
    return Chart(
        slug="vacancies",
        sources=(("vacancies", "department"), ("vacancies", "trust")),
        finding=findings.of_vacancies(cell(figures.cell("vacancies", figures.periods[-1]), table)),
        statistic=gettext("Vacancies in whole-time equivalents, by department, {period}").format(
            period=figures.periods[-1].name
        ),
        drawing=bar_chart(rows),
        table=as_table(
            table, gettext("Vacancies in whole-time equivalents, by department"), gettext("Department")
        ),
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
    columns = (
        gettext("Quarter"),
        gettext("Before"),
        gettext("Fines in"),
        gettext("Spent"),
        gettext("Balance"),
    )
    return Chart(
        slug="fund",
        sources=tuple((slug, "trust") for slug in FUND),
        finding=findings.of_ledger(accounts),
        statistic=gettext("The Guardian’s fund, {span}").format(
            span=from_to(accounts[0].period, accounts[-1].period)
        ),
        drawing=ledger_chart(accounts),
        table=ChartTable(
            gettext("The Guardian’s fund"),
            columns,
            tuple(zip((a.period for a in accounts), texts, strict=True)),
        ),
        note=gettext("The forum of resident doctors decides what the fund is spent on."),
    )


def notice_chart(figures: PublicFigures) -> Drawn:
    table = table_of(figures, "rota_notice", "notice")
    if table is None:
        return None
    return Chart(
        slug="notice",
        sources=(("rota_notice", "notice"),),
        finding=findings.of_target(last_period_rows(table)),
        statistic=gettext("Share of posts for which the notice was given in time, {span}").format(
            span=span(figures.periods)
        ),
        drawing=grouped_bars(bar_groups(table), Decimal(100), has_track=True),
        table=as_table(table, gettext("Rota notice given in time"), gettext("Notice")),
        note=gettext("The outline is the target: everyone."),
    )
