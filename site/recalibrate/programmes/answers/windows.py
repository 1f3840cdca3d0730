"""When a form is open: by the local calendar, so that a change of the clocks moves nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from recalibrate.translation import gettext

Moment = Literal["before", "after", "follow-up"]

BEFORE_DAYS = 7  # before the session begins
LATE = timedelta(minutes=15)  # in at the start, out at the end
AFTER_DAYS = 3  # after its end: the organiser's reminder goes out the day after (docs/programmes.md)
FOLLOW_UP_FROM, FOLLOW_UP_UNTIL = 28, 42  # days
MORNING, LAST_MINUTE = time(9), time(23, 59)
RELEASES_AFTER = timedelta(days=7)  # after closing: organisers see results a week before everybody
LONGEST_HOLD = timedelta(days=28)  # beyond that week: a bad result may be explained, not buried
GRACE = timedelta(minutes=10)  # for a form that was open when time ran out


@dataclass(frozen=True, slots=True)
class Window:
    opens_at: datetime
    closes_at: datetime


def windows_for(starts_at: datetime, ends_at: datetime, zone: tzinfo) -> dict[Moment, Window]:
    """The three windows of a session that begins and ends so."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return {
        "before": Window(on(start.date() - timedelta(BEFORE_DAYS), start.time(), zone), starts_at + LATE),
        "after": Window(ends_at - LATE, on(end.date() + timedelta(AFTER_DAYS), end.time(), zone)),
        "follow-up": Window(
            on(start.date() + timedelta(FOLLOW_UP_FROM), MORNING, zone),
            on(start.date() + timedelta(FOLLOW_UP_UNTIL), LAST_MINUTE, zone),
        ),
    }


def on(day: date, hour: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=zone)


def band(forms: int) -> str:
    """How many have come while a form is open: never so exactly that one could watch one person send."""
    if forms >= 10:
        return gettext("10 or more")
    return gettext("5 or more") if forms >= 5 else gettext("fewer than 5")
