"""The one date parser: aware UTC or nothing."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LATEST_AHEAD = timedelta(hours=48)

# Zones that feeds name and RFC 822 does not; the email package counts them all as UTC.
HOURS = {"BST": 1, "IST": 1, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "AEST": 10}
MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}  # fmt: skip

_ZONE = re.compile(r"\b(" + "|".join(HOURS) + r")\s*$")
_SLASHES = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_LONG = re.compile(r"^(?:[A-Za-z]+,?\s+)?(?:([A-Za-z]{3,9})\.?\s+(\d{1,2})|(\d{1,2})\s+([A-Za-z]{3,9}))\.?,?\s+(\d{4})$")


def moment(text: str, *, now: datetime) -> datetime | None:
    """The moment that `text` names, or None for what cannot be read or cannot be right."""
    parsed = _iso(text.strip()) or _rfc822(text.strip()) or _british(text.strip())
    if parsed is None:
        return None
    try:
        in_utc = parsed.replace(tzinfo=parsed.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)
    except (OverflowError, ValueError):
        return None
    return in_utc if EARLIEST <= in_utc <= now + LATEST_AHEAD else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    zone = _ZONE.search(text)
    if zone:
        text = f"{text[: zone.start()]}{HOURS[zone[1]]:+03d}00"
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _british(text: str) -> datetime | None:
    """`01/07/2024` (the first of July) and "Sept 5, 2024"."""
    try:
        if match := _SLASHES.match(text):
            day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        if match := _LONG.match(text):
            name, day_after, day_before, name_after, year_text = match.groups()
            number = MONTHS.get((name or name_after)[:3].lower())
            return number and datetime(int(year_text), number, int(day_after or day_before), tzinfo=UTC) or None
    except ValueError:
        return None
    return None
