"""The one date parser: aware UTC or nothing. A date of which a word stays unexplained is not read."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from .date_words import FILLERS, MONTHS, NAMED_ZONES, WEEKDAYS, ZONES

# 1 January 1970 is what software writes that knows no date, and articles of before the web are none of a feed's.
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
# A mistaken zone shifts a date by up to 26 hours (UTC−12 to UTC+14). Further ahead lies an event's date.
LATEST_AHEAD = timedelta(hours=48)
MAX_LENGTH = 80  # a date with its weekday and zone in full is half of that
FIRST_OF_CENTURY = 69  # a year of two digits below is of this century, as RFC 2822 readers have it

_UNIX = re.compile(r"(\d{10})(?:\d{3})?$")
_IN_BRACKETS = re.compile(r"\(([A-Za-z ]{1,40})\)")
_ZONE_NAMES = "|".join(sorted(ZONES, key=len, reverse=True))
_TIME = re.compile(
    r"(?:(?<=\d)T|(?<![\d:.+-])@?)(?P<hour>\d{1,2})(?:(?P<mark>[:.])(?P<minute>\d{2})(?:(?P=mark)(?P<second>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"(?![\d:])\s?(?P<half>[AaPp]\.?[Mm]\b\.?)?"
    rf"(?:\s?(?P<zone>{_ZONE_NAMES})(?![A-Za-z]))?"
    r"(?:\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?![\d:/-]))?"
)
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?!\d)"
_SEP = r"[\s,./-]{0,3}"
_DATES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})([-/.])(?P<number>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<year>\d{4})(?!\d)",
        rf"{_DAY}(?:\s?of\s|{_SEP})\b{_MONTH}{_SEP}(?P<year>\d{{4}})(?!\d)",
        rf"\b{_MONTH}{_SEP}{_DAY}{_SEP}(?<!\d)(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}}){_SEP}\b{_MONTH}{_SEP}{_DAY}",
        rf"{_DAY}{_SEP}\b{_MONTH}{_SEP}(?P<short>\d{{2}})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})[-/](?P<number>\d{1,2})(?![\d/-])",
        rf"(?<!\d)(?P<year>\d{{4}}){_SEP}\b{_MONTH}",
        rf"\b{_MONTH}{_SEP}(?<!\d)(?P<year>\d{{4}})(?!\d)",
    )
)
_WORD = re.compile(r"[^\W\d_']+(?:'[^\W\d_]+)?|\d+|[^\s,.\-–|/]")


def moment(text: str, *, now: datetime) -> datetime | None:
    """The moment that `text` names, or None for what cannot be read or cannot be right."""
    words = " ".join(text.split()) if len(text) <= MAX_LENGTH else ""
    try:
        in_utc = _unix(words) or _compact(words) or _read(words)
    except (ValueError, OverflowError):
        return None
    return in_utc if in_utc and EARLIEST <= in_utc <= now + LATEST_AHEAD else None


def _unix(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    match = _UNIX.match(text)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def _compact(text: str) -> datetime | None:
    """ISO 8601's own forms, as “20240702T143000Z”."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    return parsed.replace(tzinfo=parsed.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)


def _read(text: str) -> datetime | None:
    """Time, zone and date found one after the other; whatever is left over must say nothing."""
    named = [NAMED_ZONES.get(match[1].lower(), ZONES.get(match[1])) for match in _IN_BRACKETS.finditer(text)]
    rest = _IN_BRACKETS.sub(" ", text)
    time = next((match for match in _TIME.finditer(rest) if match["mark"] == ":" or match["half"]), None)
    offset: float | None = 0
    if time:
        rest = f"{rest[: time.start()]} {rest[time.end() :]}"
        is_said = time["zone"] or time["sign"]
        offset = _offset(time) if is_said else next(iter(named), 0)
    found = next(((form, match) for form in _DATES if (match := form.search(rest))), None)
    if found is None or offset is None:
        return None
    match = found[1]
    left = _WORD.findall(f"{rest[: match.start()]} {rest[match.end() :]}".lower())
    if not all(word in WEEKDAYS or word in FILLERS for word in left):
        return None
    day = _day(match, next((WEEKDAYS[word] for word in left if word in WEEKDAYS), None))
    return (day + _time_of_day(time)).replace(tzinfo=timezone(timedelta(hours=offset))).astimezone(UTC)


def _day(match: re.Match[str], weekday: int | None) -> datetime:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else _year(int(parts["short"] or 0))
    if parts.get("first"):
        return _numeric(int(parts["first"]), int(parts["second"]), year, weekday)
    month = MONTHS[parts["month"].lower()] if parts.get("month") else int(parts["number"])
    return datetime(year, month, int(parts.get("day") or 1))  # noqa: DTZ001  # its zone is known later


def _year(short: int) -> int:
    return short + (2000 if short < FIRST_OF_CENTURY else 1900)


def _numeric(first: int, second: int, year: int, weekday: int | None) -> datetime:
    """`01/07/2024` is the first of July, unless the day of the week, or the month’s number, denies it."""
    # Day first, as our sources write; a source that writes the month first gives itself away by the 13th.
    readings = [
        one for day, month in ((first, second), (second, first)) for one in _possible(year, month, day)
    ]
    fitting = [one for one in readings if weekday is None or one.weekday() == weekday]
    if not fitting:
        raise ValueError("no such day")
    return fitting[0]


def _possible(year: int, month: int, day: int) -> Iterable[datetime]:
    try:
        yield datetime(year, month, day)  # noqa: DTZ001  # its zone is known later
    except ValueError:
        return


def _time_of_day(time: re.Match[str] | None) -> timedelta:
    """24:00 is the end of the day, and second 60 the next minute's first."""
    if time is None:
        return timedelta()
    hour, minute, second = (int(time[part] or 0) for part in ("hour", "minute", "second"))
    if time["half"]:
        if not 1 <= hour <= 12:
            hour = hour if 12 < hour < 24 and time["half"][0] in "pP" else 99
        elif (hour == 12) == (time["half"][0] in "aA"):
            hour = (hour + 12) % 24
    # RFC 3339 (5.6) has second 60 for leap seconds; ISO 8601 has 24:00.
    is_end = hour == 24 and minute == second == 0
    if not (hour <= 23 or is_end) or minute > 59 or second > 60:
        raise ValueError("no such time")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(time: re.Match[str]) -> float | None:
    """Hours east of UTC; a number counts before a name. None where the number is none."""
    if not time["sign"]:
        return ZONES[time["zone"]]
    hours, minutes = int(time["hours"]), int(time["minutes"] or 0)
    # UTC+14, in the Line Islands, is the furthest east that there is.
    if hours > 14 or minutes > 59 or (len(time["hours"]) == 1 and not time["zone"]):
        return None
    return (hours + minutes / 60) * (1 if time["sign"] == "+" else -1)
