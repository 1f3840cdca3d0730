"""Twenty-eight days, whatever the calendar does in between."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.guardian.deadline_words import days_in_words
from recalibrate.guardian.deadlines import LONG_AGO_DAYS, ReportingDeadline, deadline_refusal


@pytest.mark.parametrize(
    ("worked_on", "last_day"),
    [
        (date(2026, 11, 1), date(2026, 11, 29)),
        (date(2027, 2, 10), date(2027, 3, 10)),
        (date(2028, 2, 10), date(2028, 3, 9)),  # a leap year
        (date(2028, 2, 29), date(2028, 3, 28)),
        (date(2026, 12, 31), date(2027, 1, 28)),
        (date(2026, 3, 20), date(2026, 4, 17)),  # the clocks go forward in between
        (date(2026, 10, 10), date(2026, 11, 7)),  # and back
    ],
)
def test_the_last_day_is_28_calendar_days_later(worked_on, last_day):
    assert ReportingDeadline(worked_on, today=worked_on).last_day == last_day


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 1), "You have 28 days left."),
        (date(2026, 11, 28), "You have until tomorrow."),
        (date(2026, 11, 29), "Today is the last day."),
        (date(2026, 11, 30), "That was yesterday."),
        (date(2026, 12, 9), "That was 10 days ago."),
    ],
)
def test_it_says_how_long_there_is(today, words):
    assert days_in_words(ReportingDeadline(date(2026, 11, 1), today)) == words


def test_a_day_that_has_not_come_or_is_more_than_a_year_ago_has_no_deadline():
    today = date(2026, 11, 25)

    assert deadline_refusal(today + timedelta(days=1), today) == "not yet"
    assert deadline_refusal(today - timedelta(days=LONG_AGO_DAYS + 1), today) == "long ago"
    assert deadline_refusal(date.min, today) == "long ago"
    assert deadline_refusal(date.max, today) == "not yet"
    assert deadline_refusal(today - timedelta(days=LONG_AGO_DAYS), today) is None
    assert deadline_refusal(today, today) is None


@given(
    st.dates(min_value=date(2016, 1, 1), max_value=date(2100, 1, 1)),
    st.integers(min_value=0, max_value=10_000),
)
def test_a_report_is_in_time_for_exactly_29_days_counting_its_own(worked_on, later):
    deadline = ReportingDeadline(worked_on, worked_on + timedelta(days=later))

    assert deadline.is_over == (later > 28)
    assert (days_in_words(deadline) == "Today is the last day.") == (later == 28)
