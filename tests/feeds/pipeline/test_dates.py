from datetime import UTC, datetime, timedelta

import pytest

from feeds.pipeline.dates import moment

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 06 Jul 2026 10:00:00 BST", (2026, 7, 6, 9, 0)),
        ("Mon, 06 Jul 2026 10:00:00 IST", (2026, 7, 6, 9, 0)),
        ("Tue, 06 Jan 2026 10:00:00 CET", (2026, 1, 6, 9, 0)),
        ("Mon, 06 Jul 2026 10:00:00 CEST", (2026, 7, 6, 8, 0)),
        ("Tue, 06 Jan 2026 10:00:00 EET", (2026, 1, 6, 8, 0)),
        ("Mon, 06 Jul 2026 10:00:00 WEST", (2026, 7, 6, 9, 0)),
        ("Mon, 06 Jul 2026 10:00:00 GMT", (2026, 7, 6, 10, 0)),
        ("Mon, 06 Jul 2026 10:00:00 -0500", (2026, 7, 6, 15, 0)),
        ("06 Jul 26 10:00 EST", (2026, 7, 6, 15, 0)),
        ("2026-11-02T10:00:00Z", (2026, 11, 2, 10, 0)),
        ("2026-11-02T10:00:00.123+01:00", (2026, 11, 2, 9, 0)),
        ("2026-11-02 10:00", (2026, 11, 2, 10, 0)),
        ("2026-11-02", (2026, 11, 2, 0, 0)),
        ("01/07/2024", (2024, 7, 1, 0, 0)),
        ("01/07/2024 09:30", (2024, 7, 1, 9, 30)),
        ("Sept 5, 2024", (2024, 9, 5, 0, 0)),
        ("5 September 2024", (2024, 9, 5, 0, 0)),
        ("Thursday, 5th September 2024 at 09:30", (2024, 9, 5, 9, 30)),
        ("  2026-11-02T10:00:00Z\n", (2026, 11, 2, 10, 0)),
    ],
)
def test_dates_are_read_as_their_writers_mean_them(text, expected):
    assert moment(text, now=NOW) == datetime(*expected, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "0000-00-00", "0001-01-01", "31/02/2024", "Smarch 5, 2024", "1970-01-01", "1994-12-31",
     "Thu, 01 Jan 2124 00:00:00 GMT", "9999-12-31T23:59:59-12:00", "Mon, 99 Foo 2026 99:99:99", "1 " * 9_999,
     "2026-11-02T10:00:00+99:99"],
)  # fmt: skip
def test_what_cannot_be_read_or_cannot_be_right_is_no_date(text):
    assert moment(text, now=NOW) is None


def test_a_date_may_lie_two_days_ahead_but_no_more():
    assert moment((NOW + timedelta(hours=47)).isoformat(), now=NOW)
    assert moment((NOW + timedelta(hours=49)).isoformat(), now=NOW) is None
