from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.home.hours import Band, shift_at
from recalibrate.infra.clock import WALL_CLOCK


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=WALL_CLOCK)


@pytest.mark.parametrize(
    ("moment", "band"),
    [
        (at(4, 59), Band.NIGHT),
        (at(5), Band.EARLY),
        (at(9, 59), Band.EARLY),
        (at(10), Band.DAY),
        (at(17), Band.EVENING),
        (at(21, 59), Band.EVENING),
        (at(22), Band.NIGHT),
        (at(0), Band.NIGHT),
    ],
)
def test_bands_begin_at_five_ten_seventeen_and_twenty_two(moment, band):
    assert shift_at(moment).band == band


def test_a_night_belongs_to_the_evening_it_began_on():
    before, after = shift_at(at(23, 59, day=24)), shift_at(at(3, 40, day=25))

    assert before == after
    assert after.day == date(2026, 11, 24)


def test_in_summer_the_wall_clock_counts_and_not_utc():
    assert shift_at(datetime(2026, 7, 1, 21, 30, tzinfo=UTC)).band == Band.NIGHT


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
def test_the_night_the_clocks_change_still_ends_at_five(day):
    shift = shift_at(datetime(day.year, day.month, day.day, 23, tzinfo=WALL_CLOCK))

    assert shift.ends_at.hour == 5
    assert shift.ends_at.date() == day + timedelta(days=1)


def test_nobody_keeps_an_answer_past_the_hours_it_is_for():
    assert shift_at(at(12)).cache_control(at(12)) == "public, max-age=60, stale-while-revalidate=600"
    assert shift_at(at(16, 58)).cache_control(at(16, 58)) == "public, max-age=60, stale-while-revalidate=60"
    last = datetime(2026, 11, 25, 16, 59, 40, tzinfo=WALL_CLOCK)
    assert shift_at(last).cache_control(last) == "public, max-age=20, stale-while-revalidate=0"


moments = st.integers(0, 20 * 365 * 86_400).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(moments)
def test_every_moment_is_in_one_band_that_ends_later_and_is_followed_by_another(moment):
    shift = shift_at(moment)

    assert moment < shift.ends_at <= moment + timedelta(hours=9)
    assert shift_at(shift.ends_at).band != shift.band
    assert shift_at(shift.ends_at - timedelta(microseconds=1)) == shift
