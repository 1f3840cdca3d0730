"""How long an answer's headers ask us to wait."""

from datetime import timedelta

import pytest

from recalibrate.outbound.waits import fresh_for, retry_after


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("0", None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("99999999999", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", timedelta()),
    ],
)
def test_retry_after_is_a_number_or_a_date(value, wait, now):
    assert retry_after({"Retry-After": value}, now) == wait


def test_a_date_to_come_is_that_far_away(now):
    date = f"{now + timedelta(minutes=5):%a, %d %b %Y %H:%M:%S} GMT"

    wait = retry_after({"Retry-After": date}, now)

    assert wait is not None
    assert timedelta(minutes=4) < wait <= timedelta(minutes=5)


def test_max_age_comes_before_expires(now):
    headers = {"Cache-Control": "public, s-maxage=5, max-age=60", "Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}

    assert fresh_for(headers, now) == timedelta(seconds=60)
    assert fresh_for({"Expires": headers["Expires"], "Cache-Control": "max-age=x"}, now) == timedelta()
    assert fresh_for({}, now) is None
