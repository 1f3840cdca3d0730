"""The one date parser: aware UTC or nothing."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LATEST_AHEAD = timedelta(hours=48)
MAX_LENGTH = 80

# Zones that feeds name and RFC 822 does not; the email package counts them all as UTC.
HOURS = {"BST": 1, "IST": 1, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"

_ZONE = re.compile(r"\b(" + "|".join(HOURS) + r")$")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_LONG = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?(?:(?P<before>[A-Za-z]{3,9})\.?\s+)?"
    r"(?P<day>\d{1,2})(?:\s+(?P<after>[A-Za-z]{3,9})\.?)?,?\s+(?P<year>\d{4})(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2}))?$"
)


def moment(text: str, *, now: datetime) -> datetime | None:
    """The moment that `text` names, or None for what cannot be read or cannot be right."""
    words = " ".join(text[:MAX_LENGTH].split())
    try:
        parsed = _iso(words) or _rfc822(words) or _british(words)
        if parsed is None:
            return None
        in_utc = parsed.replace(tzinfo=parsed.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
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
    except (ValueError, TypeError, IndexError):
        return None


def _british(text: str) -> datetime | None:
    """`01/07/2024` (the first of July), "Sept 5, 2024" and "5th September 2024 at 09:30"."""
    if match := _SLASHES.match(text):
        day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    if match := _LONG.match(_ORDINAL.sub("", text)):
        name = (match["before"] or match["after"] or "-")[:3].lower()
        if name in MONTHS.split():
            month = MONTHS.split().index(name) + 1
            day, year, hours, minutes = (int(match[part] or 0) for part in ("day", "year", "hour", "minute"))
            return datetime(year, month, day, hours, minutes, tzinfo=UTC)
    return None
