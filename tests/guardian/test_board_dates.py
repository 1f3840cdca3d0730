"""A day is read as a British person means it, or refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.guardian.dates import read_day
from recalibrate.guardian.models import GuardianReportPage


@pytest.fixture
def board_on(home):
    return (
        GuardianReportPage.get_edit_handler()
        .get_form_class()(instance=GuardianReportPage())
        .fields["board_on"]
    )


@pytest.mark.parametrize(
    "written",
    [
        "2026-12-10",
        "10/12/2026",
        "10/12/26",
        "10.12.2026",
        "10-12-2026",
        "10 December 2026",
        "10 Dec 2026",
        "10th December 2026",
        "Thursday 10 December 2026",
        "Thu, 10 dec 26",
        " 10  DECEMBER  2026 ",
    ],
)
def test_a_boards_day_may_be_written_in_any_usual_way(board_on, written):
    assert board_on.clean(written) == date(2026, 12, 10)


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2027",
        "12/31/2026",
        "soon",
        "10",
        "Dec 2026",
        "December 10 2026",
        "Friday 10 December 2026",
        "29 February 2027",
        "10/12",
        "10 Decembre",
        "tomorrow",
        "10/12-2026",
    ],
)
def test_what_is_no_day_is_refused(board_on, written):
    with pytest.raises(ValidationError):
        board_on.clean(written)


@pytest.mark.parametrize(
    ("today", "written", "day"),
    [
        (date(2026, 11, 30), "10 Dec", date(2026, 12, 10)),
        (date(2027, 1, 4), "10 Dec", date(2026, 12, 10)),
        (date(2026, 12, 20), "5 jan", date(2027, 1, 5)),
        (date(2027, 6, 1), "29 Feb", date(2028, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_nearest(today, written, day):
    assert read_day(written, today) == day


@given(st.dates(date(2017, 1, 1), date(2090, 12, 31)))
def test_every_day_is_read_in_every_way_that_is_written(day):
    ways = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%A %d %B %Y"]
    assert {read_day(day.strftime(way), date(2026, 11, 30)) for way in ways} == {day}


def test_a_year_that_is_a_slip_of_the_finger_is_asked_about(board_on):
    with pytest.raises(ValidationError, match="more than five years away"):
        board_on.clean("10/12/2062")
