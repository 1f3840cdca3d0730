"""How often a document says that it is worth a look."""

from collections.abc import Iterable
from datetime import timedelta

# In hours: the syndication module of RSS 1.0.
PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8_760}


def refresh_after(ttl: str, period: str, frequency: str) -> timedelta | None:
    """The longer of `ttl`, in minutes, and `sy:updatePeriod` over its frequency; None if none is said."""
    hours = PERIODS.get(period.strip().lower(), 0)
    longest = max(timedelta(minutes=_number(ttl)), timedelta(hours=hours) / max(1, _number(frequency)))
    return longest or None


def skip_hours(hours: Iterable[str]) -> tuple[int, ...]:
    """The hours of the day, in UTC, in which the document does not change; 24 is another name for 0."""
    # RSS 0.91 counts hours from 1 to 24, RSS 2.0 from 0 to 23.
    said = {_number(hour) % 24 for hour in hours if hour.strip().isdigit()}
    # All of them: then no refresh would ever ask again.
    return tuple(sorted(said)) if len(said) < 24 else ()


def _number(text: str) -> int:
    digits = text.strip()
    # int() of a long run of digits takes quadratic time (CVE-2020-10735): five digits of minutes are ten weeks.
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
