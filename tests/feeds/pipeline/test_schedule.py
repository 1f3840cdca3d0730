from datetime import UTC, datetime, timedelta

import pytest

from feeds.pipeline import schedule

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(timedelta(minutes=5), HOUR), (6 * HOUR, 3 * HOUR), (30 * DAY, DAY)],
)
def test_a_source_is_asked_twice_as_often_as_it_publishes_between_an_hour_and_a_day(gap, expected):
    assert schedule.interval(schedule.median_gap([NOW - gap * n for n in range(10)])) == expected


def test_without_dates_a_source_is_asked_every_hour():
    assert schedule.interval(schedule.median_gap([])) == HOUR
    assert schedule.interval(schedule.median_gap([NOW])) == HOUR


@pytest.mark.parametrize(
    ("asked_for", "expected"), [(None, 2 * HOUR), (HOUR, 2 * HOUR), (5 * HOUR, 5 * HOUR), (30 * DAY, DAY)]
)
def test_a_source_can_ask_for_a_longer_wait_but_not_for_more_than_a_day(asked_for, expected):
    assert schedule.after_success(NOW, 2 * HOUR, asked_for=asked_for, chance=0.5).at == NOW + expected


def test_chance_spreads_checks_by_a_tenth():
    assert schedule.after_success(NOW, HOUR, chance=0).at == NOW + 0.9 * HOUR
    assert schedule.after_success(NOW, HOUR, chance=1).at == NOW + 1.1 * HOUR


def test_waits_double_to_a_day_and_never_end():
    waits = [
        schedule.after_trouble(NOW, streak, chance=0.5).at - NOW for streak in (1, 2, 3, 5, 6, 10, 10_000)
    ]

    assert waits == [HOUR, 2 * HOUR, 4 * HOUR, 16 * HOUR, DAY, DAY, DAY]


@pytest.mark.parametrize(
    ("asked_for", "expected"),
    [
        (timedelta(0), timedelta(minutes=1)),
        (5 * HOUR, 5 * HOUR),
        (365 * DAY, 7 * DAY),
        (None, timedelta(minutes=15)),
    ],
)
def test_a_busy_server_is_left_alone_as_long_as_it_asks_within_reason(asked_for, expected):
    assert schedule.after_being_asked_to_wait(NOW, asked_for, chance=0.5).at == NOW + expected


def test_hours_that_a_source_wants_skipped_are_skipped():
    skipped = schedule.after_success(NOW, HOUR, skip_hours=(13, 14), chance=0.5)
    whole_day = schedule.after_success(NOW, HOUR, skip_hours=range(24), chance=0.5)

    assert skipped.at == NOW + 3 * HOUR
    assert skipped.why == "Every hour. Not in the hours that it asks us to skip."
    assert whole_day.at == NOW + DAY


@pytest.mark.parametrize(
    ("check", "why"),
    [
        (schedule.after_success(NOW, HOUR, chance=0.5), "Every hour."),
        (
            schedule.after_success(NOW, 5 * HOUR, chance=0.5),
            "Every 5 hours: half the usual time between its entries.",
        ),
        (
            schedule.after_success(NOW, HOUR, asked_for=timedelta(minutes=90), chance=0.5),
            "It asks to be left alone for 90 minutes.",
        ),
        (schedule.after_trouble(NOW, 1, chance=0.5), "After an error it is asked again in about an hour."),
        (
            schedule.after_trouble(NOW, 9, chance=0.5),
            "After 9 errors in a row it is asked again in about a day.",
        ),
        (schedule.after_being_asked_to_wait(NOW, timedelta(minutes=2), chance=0.5), "It asks for 2 minutes."),
        (
            schedule.after_being_asked_to_wait(NOW, None, chance=0.5),
            "It asks for time, and does not say how much.",
        ),
    ],
)
def test_every_next_check_has_a_reason(check, why):
    assert check.why == why


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(0), "a minute"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(minutes=59), "an hour"),
        (timedelta(minutes=90), "90 minutes"),
        (22 * HOUR, "22 hours"),
        (DAY, "a day"),
        (7 * DAY, "7 days"),
    ],
)
def test_waits_are_told_in_words(wait, words):
    assert schedule.wait_in_words(wait) == words
