"""When a line may say that something changed."""

from datetime import date
from decimal import Decimal
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.guardian.charts import findings, lines
from recalibrate.guardian.charts.lines import line_chart
from recalibrate.guardian.charts.scales import ticks
from recalibrate.guardian.charts.spc import centre, latest_side, latest_trend
from recalibrate.guardian.charts.types import ChartCell, LinePoint
from recalibrate.guardian.charts.words import format_cell, percent


def decimals(*values):
    return [Decimal(value) for value in values]


def points(*values):
    """Months from January 2026; None is a month without a value."""
    return [
        LinePoint(
            date(2026 + number // 12, number % 12 + 1, 1),
            ChartCell(None if value is None else Decimal(value), "x" if value is None else ""),
        )
        for number, value in enumerate(values)
    ]


def test_under_twelve_points_there_is_a_median_and_no_limit():
    line = centre(decimals(49, 68, 87, 98, 101, 105, 84, 141, 113))

    assert (line.value, line.name, line.has_limits) == (98, "median", False)
    assert not line.is_outside(Decimal(10_000))


def test_from_twelve_points_the_limits_are_those_of_an_xmr_chart():
    values = decimals(10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12)

    line = centre(values)

    assert line.value == 11
    assert line.high == 11 + Decimal("2.66") * 2
    assert line.low == 11 - Decimal("2.66") * 2


def test_a_lower_limit_of_a_count_is_never_below_nought():
    assert centre(decimals(*[0, 9] * 6)).low == 0


@pytest.mark.parametrize(
    ("values", "length"),
    [([1, 2, 3, 4, 5], 5), ([9, 1, 2, 3], 3), ([5, 4, 3], 3), ([1, 2, 2], 0), ([7], 0), ([1, 2, 3, 2], 2)],
)
def test_a_trend_is_counted_from_the_latest_point_back(values, length):
    assert latest_trend(decimals(*values)).length == length


def test_a_point_on_the_line_ends_a_run_beside_it():
    line = centre(decimals(5, 5, 5))

    assert latest_side(decimals(9, 9, 5, 9, 9), line).length == 2
    assert latest_side(decimals(9, 5), line).length == 0


def test_five_points_that_rise_are_a_trend_and_four_are_not():
    five, four = points(9, 3, 4, 5, 6, 7), points(9, 8, 4, 5, 6)

    assert findings.of_months(five) == "Each of the last 4 months had more reports than the month before"
    assert findings.of_months(four) == "January 2026 had 9 reports, the most in these 5 months"


def test_seven_points_on_one_side_of_the_mean_are_a_shift():
    months = points(9, 11, 9, 11, 9, 11, 9, 12, 13, 12, 13, 12, 13, 12)

    assert findings.of_months(months) == "The last 7 months are above the mean of 10.9"


def test_a_month_outside_the_usual_range_is_said_first():
    months = points(10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 60)

    assert findings.of_months(months) == "December 2026 is outside the usual range: 60 reports"


def test_months_that_tie_are_not_called_the_most():
    assert findings.of_months(points(5, 9, 9)) == "Half of these 3 months had 9 reports or more"


def test_a_month_without_a_value_breaks_the_line_and_says_why():
    drawing = line_chart(points(5, None, 9, 7), [])

    traces = [rule for rule in drawing.rules if rule.kind == "trace"]
    assert len(traces) == 1
    assert len(drawing.dots) == 3
    assert "[x]" in [word.text for word in drawing.words]


def test_of_many_months_only_the_telling_ones_are_written_out():
    months = points(*[10, 12] * 12)

    drawing = line_chart(months, [])

    values = [word for word in drawing.words if word.kind == "value" and word.anchor == "middle"]
    assert 1 <= len(values) <= 4
    assert {"upper", "lower", "mean"} <= {word.text for word in drawing.words}


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=48))
def test_any_months_fit_their_frame(values):
    drawing = line_chart(points(*values), [])

    for dot in drawing.dots:
        assert 0 <= dot.x <= 100
        assert 0 <= dot.y <= drawing.height


@given(st.lists(st.decimals(min_value=0, max_value=10**7, places=2), min_size=1, max_size=20))
def test_an_axis_starts_at_nought_and_reaches_every_value_in_few_steps(values):
    marks = ticks(values)

    assert marks[0] == 0
    assert marks[-1] >= max(values)
    assert len(marks) <= 6


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 3, "33%"),
        (2, 3, "67%"),
        (1, 1000, "under 1%"),
        (999, 1000, "over 99%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(part, whole, text):
    assert percent(Decimal(part), Decimal(whole)) == text


@pytest.mark.parametrize(
    ("value", "status", "unit", "text"),
    [
        ("1748.25", "", "GBP", "£1,748.25"),
        ("-3", "", "GBP", "−£3.00"),
        ("5", "", "rate", "5.0"),
        ("74", "", "percent", "74%"),
        ("1032", "", "count", "1,032"),
        ("100", "", "count", "100"),
        (None, "c", "count", "withheld [c]"),
        (None, "x", "count", "not measured [x]"),
        (None, "z", "count", "not applicable [z]"),
    ],
)
def test_a_value_reads_as_people_write_it(value, status, unit, text):
    assert format_cell(None if value is None else Decimal(value), status, unit) == text


@pytest.mark.parametrize(("name", "place"), [("median", (88, "start")), ("gwerth canolrifol", (100, "end"))])
def test_a_long_name_ends_where_the_chart_does(name, place):
    with mock.patch.object(lines, "gettext", lambda said: name if said == "median" else said):
        words = {word.text: (word.x, word.anchor) for word in line_chart(points(1, 2, 3), ()).words}

    assert words[name] == place
