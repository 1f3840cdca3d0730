from datetime import date, datetime

import pytest

from recalibrate.help_services.bank_holidays import is_bank_holiday
from recalibrate.help_services.hours import (
    HoursError,
    hours_in_words,
    parse_hours,
    status,
    status_in_words,
)
from recalibrate.infra.clock import WALL_CLOCK

OFFICE = "Mon-Fri 08:00-20:00; Sat 08:00-14:00; bank holidays closed"
NIGHT = "Fri-Sat 22:00-06:00"


def never(day):
    return False


def in_england(day):
    return is_bank_holiday(day, nation="England")


def at(text):
    """A moment by the clock on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=WALL_CLOCK)


def told(line, moment, is_holiday=never):
    return status_in_words(status(parse_hours(line), at(moment), is_holiday), at(moment))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("24/7", "Day and night"),
        ("Mon-Sun 00:00-24:00", "Day and night"),
        (OFFICE, "Monday to Friday 8am to 8pm, Saturday 8am to 2pm, closed on bank holidays"),
        ("mon - fri 09:30–17:00", "Monday to Friday 9:30am to 5pm"),
        ("Mon,Wed 12:00-13:00", "Monday midday to 1pm, Wednesday midday to 1pm"),
        ("Sat-Sun 10:00-12:00 14:00-00:00", "Saturday and Sunday 10am to midday and 2pm to midnight"),
        ("Mon-Sun 07:00-10:00; bank holidays 09:00-10:00",
         "Every day 7am to 10am, 9am to 10am on bank holidays"),
        ("Fri-Mon 00:00-24:00", "Monday all day, Friday to Sunday all day"),
    ],
)  # fmt: skip
def test_hours_are_told_in_words(line, words):
    assert hours_in_words(parse_hours(line)) == words


@pytest.mark.parametrize(
    "line",
    ["", "always", "Mon", "Mon 8-20", "Mon 08:00", "Mon 25:00-26:00", "Foo 08:00-09:00", "Mon-Fri closed",
     "Mon 08:00-12:00 11:00-13:00", "Mon 08:00-20:00, Tue 08:00-20:00", "Mon 08:00-24:30", "; ;", "\x00"],
)  # fmt: skip
def test_a_line_that_cannot_be_read_says_why(line):
    with pytest.raises(HoursError, match=r"\w"):
        parse_hours(line)


@pytest.mark.parametrize(
    ("line", "moment", "words"),
    [
        (OFFICE, "2026-11-25 14:00", "Open now, until 8pm"),
        (OFFICE, "2026-11-25 08:00", "Open now, until 8pm"),
        (OFFICE, "2026-11-25 07:59", "Closed now, opens at 8am"),
        (OFFICE, "2026-11-25 20:00", "Closed now, opens tomorrow at 8am"),
        (OFFICE, "2026-11-28 14:00", "Closed now, opens on Monday at 8am"),
        ("Tue 10:00-11:00", "2026-11-24 12:00", "Closed now, opens on Tuesday 1 December at 10am"),
        ("24/7", "2026-11-25 03:40", "Open now"),
    ],
)  # fmt: skip
def test_what_is_open_is_told_with_the_next_change(line, moment, words):
    assert told(line, moment) == words


def test_a_night_that_began_yesterday_is_still_open():
    assert told(NIGHT, "2026-11-28 03:40") == "Open now, until 6am"
    assert told(NIGHT, "2026-11-28 06:00") == "Closed now, opens at 10pm"
    assert told(NIGHT, "2026-11-29 23:00") == "Closed now, opens on Friday at 10pm"


def test_spans_that_touch_at_midnight_are_one():
    assert told("Mon 18:00-24:00; Tue 00:00-02:00", "2026-11-23 23:30") == "Open now, until 2am"


def test_midnight_is_told_as_the_end_of_the_day():
    assert told("Mon-Sun 18:00-24:00", "2026-11-25 19:00") == "Open now, until midnight"


def test_on_a_bank_holiday_what_closes_then_is_closed_until_the_next_working_day():
    christmas_eve, christmas = "2026-12-24 21:00", "2026-12-25 10:00"

    assert told(OFFICE, christmas, in_england) == "Closed now, opens on Tuesday at 8am"
    assert told(OFFICE, christmas_eve, in_england) == "Closed now, opens on Tuesday at 8am"
    assert told("Mon-Fri 08:00-20:00", christmas, in_england) == "Open now, until 8pm"


def test_what_is_always_open_but_on_bank_holidays_never_names_a_change_that_is_none():
    assert told("Mon-Sun 00:00-24:00; bank holidays closed", "2026-10-01 12:00", in_england) == "Open now"


def test_nations_have_bank_holidays_of_their_own():
    assert is_bank_holiday(date(2026, 11, 30), nation="Scotland")
    assert not is_bank_holiday(date(2026, 11, 30), nation="England")
    assert is_bank_holiday(date(2026, 7, 13), nation="Northern Ireland")
    assert is_bank_holiday(date(2026, 12, 28), nation="Local"), "the substitute for Boxing Day, a Saturday"


@pytest.mark.parametrize(
    ("moment_in_utc", "is_open"),
    [
        ("2026-03-29T00:30+00:00", True),
        ("2026-03-29T01:30+00:00", True),  # 02:30 by the clock, which left 1 o'clock out
        ("2026-03-29T02:01+00:00", False),  # 03:01
        ("2026-10-25T02:30+00:00", True),  # 02:30, an hour after it was 01:30 for the second time
        ("2026-10-25T03:00+00:00", False),
    ],
)
def test_the_night_the_clocks_change_goes_by_the_clock_on_the_wall(moment_in_utc, is_open):
    moment = datetime.fromisoformat(moment_in_utc)

    assert status(parse_hours("Mon-Sun 00:00-03:00"), moment, never).is_open is is_open
