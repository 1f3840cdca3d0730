"""Time is a calendar: a quarter that is not published is a gap, and no run or line reaches across it."""

from datetime import date
from decimal import Decimal

import pytest

from recalibrate.guardian.charts import findings
from recalibrate.guardian.charts.lines import across, line_chart
from recalibrate.guardian.charts.overview import at_a_glance
from recalibrate.guardian.charts.quarterly import charts_of
from recalibrate.guardian.charts.signals import phases
from recalibrate.guardian.charts.spc import centre
from recalibrate.guardian.charts.types import ChartCell, ChartEvent, LinePoint
from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.figures.periods import Period
from recalibrate.guardian.figures.types import Thresholds

Q1, Q2, Q3, Q4 = (Period(2026, number) for number in (1, 2, 3, 4))
MONTHS = ("first", "second", "third")


def months(*values):
    """From January 2026; None is a month of a quarter that is not published."""
    cells = [ChartCell(None if value is None else Decimal(value)) for value in values]
    return [LinePoint(date(2026 + n // 12, n % 12 + 1, 1), cell) for n, cell in enumerate(cells)]


def raised(period, *values):
    """A quarter's reports by month, and for the whole Trust."""
    figures = [
        Figure(measure="er_raised", period=period, dimension="month", category=month, value=Decimal(value))
        for month, value in zip(MONTHS, values, strict=True)
    ]
    return [*figures, Figure(measure="er_raised", period=period, value=Decimal(sum(values)))]


@pytest.fixture
def with_a_gap(vocabulary):
    figures = [*raised(Q1, 10, 11, 12), *raised(Q3, 13, 14, 15)]
    return publish_figures(figures, vocabulary, Thresholds())


def chart(public, slug="months", events=()):
    return next(chart for chart in charts_of(public, events) if chart.slug == slug)


def traces(drawing):
    return [rule for rule in drawing.rules if rule.kind == "trace"]


def test_a_missing_quarter_has_its_three_months_and_says_so(with_a_gap):
    rows = dict(chart(with_a_gap).table.rows)

    assert list(rows)[3:6] == ["July 2026", "August 2026", "September 2026"]
    assert rows["August 2026"] == ("not published",)


def test_the_line_is_broken_where_a_quarter_is_missing(with_a_gap):
    drawing = chart(with_a_gap).drawing

    assert len(traces(drawing)) == 4
    assert [word.text for word in drawing.words].count("gap") == 1
    assert drawing.dots[3].x == across(6, 9)


def test_tables_by_quarter_have_a_column_for_the_one_that_is_missing(with_a_gap):
    table = at_a_glance(with_a_gap, ())

    assert table.columns == ("Figure", "Q1 2026/27", "Q2 2026/27", "Q3 2026/27")
    assert dict(table.rows)["Exception reports raised"] == ("33", "not published", "42")


def test_no_run_is_counted_across_a_gap(with_a_gap):
    """Six months that each had more than the one before, had they followed each other."""
    assert "Each of the last" not in chart(with_a_gap).finding
    assert "Each of the last 5" in findings.of_months(months(1, 2, 3, 4, 5, 6))
    assert "Each of the last" not in findings.of_months(months(1, 2, 3, None, None, None, 4, 5, 6))


def test_a_run_that_ends_before_the_last_month_is_not_said_of_the_last_months():
    assert "Each of the last" not in findings.of_months(months(1, 2, 3, 4, 5, 6, None))


def test_no_shift_is_counted_across_a_gap():
    low, high = [9, 11] * 6, [12] * 4
    assert "shift" in rules(months(*low, *high, *high))
    assert "shift" not in rules(months(*low, *high, None, *high))


def rules(points):
    return {signal.rule for phase in phases(points, []) for signal in phase.signals}


def test_limits_come_from_months_that_follow_each_other():
    stretched = [[Decimal(10)] * 6, [Decimal(100)] * 6]

    assert centre(*stretched).high == centre(*stretched).value == 55


@pytest.mark.parametrize(("day", "place"), [(date(2026, 5, 16), 4), (date(2026, 2, 15), 1)])
def test_an_event_stands_at_its_day_in_a_gap_too(day, place):
    points = months(1, 2, 3, None, None, None, 4, 5, 6)

    drawing = line_chart(points, [ChartEvent(day, "New rules")])

    line = next(rule for rule in drawing.rules if rule.kind == "event")
    assert abs(line.x1 - across(place, 9)) < 1


def test_quarters_published_in_any_order_give_one_calendar(vocabulary):
    in_order = [*raised(Q1, 1, 2, 3), *raised(Q2, 4, 5, 6), *raised(Q3, 7, 8, 9)]
    backwards = [*raised(Q3, 7, 8, 9), *raised(Q1, 1, 2, 3), *raised(Q2, 4, 5, 6)]

    first, second = (publish_figures(figures, vocabulary, Thresholds()) for figures in (in_order, backwards))

    assert chart(first) == chart(second)


def test_a_quarter_filled_in_later_closes_the_gap_and_one_withdrawn_opens_it(vocabulary):
    whole = publish_figures(
        [*raised(Q1, 1, 2, 3), *raised(Q2, 4, 5, 6), *raised(Q3, 7, 8, 9)], vocabulary, Thresholds()
    )
    withdrawn = publish_figures([*raised(Q1, 1, 2, 3), *raised(Q3, 7, 8, 9)], vocabulary, Thresholds())

    assert len(traces(chart(whole).drawing)) == 8
    assert len(traces(chart(withdrawn).drawing)) == 4
    assert len(chart(withdrawn).table.rows) == len(chart(whole).table.rows) == 9


def test_the_fund_does_not_run_on_across_a_gap(vocabulary):
    fund = [
        Figure(measure=measure, period=period, value=Decimal(value), unit="GBP")
        for period in (Q1, Q3)
        for measure, value in (
            ("fund_opening", 10), ("fines_value", 5), ("fund_spend", 3), ("fund_closing", 12),
        )
    ]  # fmt: skip

    rows = chart(publish_figures(fund, vocabulary, Thresholds()), "fund").table.rows

    assert [name for name, _ in rows] == ["Q3 2026/27"]


def test_the_gap_of_the_last_quarter_but_one_is_seen_at_the_end_of_the_year(vocabulary):
    public = publish_figures([*raised(Q1, 1, 2, 3), *raised(Q4, 7, 8, 9)], vocabulary, Thresholds())

    assert len(chart(public).table.rows) == 12
