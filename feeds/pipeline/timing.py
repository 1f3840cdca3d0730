"""How often a document says that it is worth a look."""

from collections.abc import Iterable
from datetime import timedelta

PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8_760}


def refresh_after(ttl: str, period: str, frequency: str) -> timedelta | None:
    """The longer of `ttl`, in minutes, and `sy:updatePeriod` over its frequency; None if none is said."""
    hours = PERIODS.get(period.strip().lower(), 0)
    longest = max(timedelta(minutes=_number(ttl)), timedelta(hours=hours) / max(1, _number(frequency)))
    return longest or None


def skip_hours(hours: Iterable[str]) -> tuple[int, ...]:
    """The hours of the day, in UTC, in which the document does not change; 24 is another name for 0."""
    said = {_number(hour) % 24 for hour in hours if hour.strip().isdigit()}
    return tuple(sorted(said)) if len(said) < 24 else ()


def _number(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
