"""When a service is open: read from a line of text, told in words. It asks no database.

The line: days and times, parts separated by semicolons, a later part overruling an earlier one:
“Mon-Fri 08:00-20:00; Sat 08:00-12:00 13:00-14:00; bank holidays closed”. “24/7” is always. A time that ends
before it begins runs past midnight. Without a part on bank holidays they are days like any other. All times
are those of the clock on the wall in the United Kingdom.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext

from recalibrate.infra.clock import WALL_CLOCK

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(DAYS)}
_RUN = r"[a-z]{3}(?:-[a-z]{3})?"
_PART = re.compile(rf"(?P<days>bank holidays|{_RUN}(?:, ?{_RUN})*) (?P<times>.+)")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")
_DAY = 24 * 60  # minutes
_LOOK_AHEAD = 15  # days: longer than any run of bank holidays and weekends

IsHoliday = Callable[[date], bool]


class HoursError(ValueError):
    """The line cannot be read. Says why, to the keeper who wrote it."""


class Span(NamedTuple):
    """From `start` to `end`, in minutes after midnight; `end` is beyond 24 hours where a night is between."""

    start: int
    end: int


Spans = tuple[Span, ...]
ALL_DAY: Spans = (Span(0, _DAY),)


@dataclass(frozen=True, slots=True)
class Hours:
    """A week's spans, Monday first, and those of bank holidays; None: as any other day."""

    week: tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]
    bank_holidays: Spans | None = None

    @property
    def is_always(self) -> bool:
        return all(spans == ALL_DAY for spans in self.week) and self.bank_holidays in (None, ALL_DAY)

    def on(self, day: date, is_holiday: IsHoliday) -> Spans:
        if self.bank_holidays is not None and is_holiday(day):
            return self.bank_holidays
        return self.week[day.weekday()]


class Status(NamedTuple):
    """Whether it is open, and the moment when that changes; None: never, as far as anybody looks ahead."""

    is_open: bool
    changes_at: datetime | None


def parse_hours(line: str) -> Hours:
    """What the line says; HoursError if it cannot be read."""
    text = re.sub(r" ?[-–—] ?", "-", " ".join(line.lower().split()))
    if text in ("24/7", "day and night"):
        return Hours((ALL_DAY,) * 7)
    week: list[Spans] = [()] * 7
    bank_holidays: Spans | None = None
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _PART.fullmatch(part)
        if match is None:
            raise HoursError(
                gettext("“{part}” is not days and times, like “Mon-Fri 08:00-20:00”.").format(part=part)
            )
        spans = _spans(match["times"])
        if match["days"] == "bank holidays":
            bank_holidays = spans
            continue
        for number in _numbers(match["days"]):
            week[number] = spans
    if not any(week):
        raise HoursError(gettext("It is never open. Leave the line empty if the hours are not known."))
    return Hours(tuple(week), bank_holidays)  # type: ignore[arg-type]  # seven of them


def _numbers(days: str) -> Iterator[int]:
    for piece in days.replace(" ", "").split(","):
        first, _, last = piece.partition("-")
        for name in filter(None, (first, last)):
            if name not in _NUMBERS:
                raise HoursError(
                    gettext("“{name}” is not a day: use Mon, Tue, Wed, Thu, Fri, Sat, Sun.").format(name=name)
                )
        start, end = _NUMBERS[first], _NUMBERS[last or first]
        yield from (number % 7 for number in range(start, end + 1 if end >= start else end + 8))


def _spans(times: str) -> Spans:
    if times == "closed":
        return ()
    spans = sorted(_span(text) for text in times.replace(",", " ").split())
    if any(later.start < earlier.end for earlier, later in pairwise(spans)):
        raise HoursError(gettext("The times in “{times}” overlap.").format(times=times))
    return tuple(spans)


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise HoursError(
            gettext("“{text}” is not a time: write it like 08:00-20:00, or “closed”.").format(text=text)
        )
    hour, minute, *end = (int(group) for group in match.groups() if group is not None)
    start, stop = hour * 60 + minute, end[0] * 60 + end[1]
    return Span(start, stop if stop > start else stop + _DAY)


def status(hours: Hours, at: datetime, is_holiday: IsHoliday) -> Status:
    """Whether it is open at `at`, and when that changes next."""
    today = at.astimezone(WALL_CLOCK).date()
    horizon = _moment(today + timedelta(days=_LOOK_AHEAD - 1), 0)
    for start, end in _openings(hours, today, is_holiday):
        if at < start:
            return Status(False, start)
        if at < end:
            return Status(True, end if end < horizon else None)
    return Status(False, None)


def _openings(hours: Hours, today: date, is_holiday: IsHoliday) -> Iterator[tuple[datetime, datetime]]:
    """The times it is open from the day before `today` on; those that touch are one."""
    current: tuple[datetime, datetime] | None = None
    for day in (today + timedelta(days=ahead) for ahead in range(-1, _LOOK_AHEAD)):
        for span in hours.on(day, is_holiday):
            start, end = _moment(day, span.start), _moment(day, span.end)
            if current and start <= current[1]:
                current = (current[0], max(current[1], end))
                continue
            if current:
                yield current
            current = (start, end)
    if current:
        yield current


def _moment(day: date, minutes: int) -> datetime:
    days, minutes = divmod(minutes, _DAY)
    wall = datetime.combine(day + timedelta(days=days), time(*divmod(minutes, 60)), WALL_CLOCK)
    return wall.astimezone(UTC)


def hours_in_words(hours: Hours) -> str:
    """“Monday to Friday 8am to 8pm, Saturday 8am to 2pm, closed on bank holidays”."""
    if hours.is_always:
        return gettext("Day and night")
    parts = []
    for spans, run in groupby(range(7), key=lambda number: hours.week[number]):
        numbers = list(run)
        if spans:
            said = {"days": _days_in_words(numbers), "times": _spans_in_words(spans)}
            parts.append(gettext("%(days)s %(times)s") % said)
    if hours.bank_holidays:
        times = _spans_in_words(hours.bank_holidays)
        parts.append(gettext("%(times)s on bank holidays") % {"times": times})
    elif hours.bank_holidays is not None:
        parts.append(gettext("closed on bank holidays"))
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def _days_in_words(numbers: list[int]) -> str:
    if len(numbers) == 7:
        return gettext("every day")
    first, last = str(WEEKDAYS[numbers[0]]), str(WEEKDAYS[numbers[-1]])
    if len(numbers) == 1:
        return first
    said = gettext("%(first)s and %(last)s") if len(numbers) == 2 else gettext("%(first)s to %(last)s")
    return said % {"first": first, "last": last}


def _spans_in_words(spans: Spans) -> str:
    if spans == ALL_DAY:
        return gettext("all day")
    said = gettext("%(first)s to %(last)s")
    each = [said % {"first": _clock(span.start), "last": _clock(span.end)} for span in spans]
    return reduce(
        lambda first, last: gettext("%(first)s and %(last)s") % {"first": first, "last": last}, each
    )


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes % _DAY, 60)
    if minute == 0 and hour in (0, 12):
        return gettext("midday") if hour else gettext("midnight")
    said = gettext("%(clock)sam") if hour < 12 else gettext("%(clock)spm")
    return said % {"clock": f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}"}


def status_in_words(now: Status, at: datetime) -> str:
    """“Open now, until 8pm” · “Closed now, opens tomorrow at 8am”."""
    if now.changes_at is None:
        return gettext("Open now") if now.is_open else gettext("Closed now")
    moment = now.changes_at.astimezone(WALL_CLOCK)
    days = (moment.date() - at.astimezone(WALL_CLOCK).date()).days
    values = {
        "clock": _clock(moment.hour * 60 + moment.minute),
        "day": str(WEEKDAYS[moment.weekday()]),
        "date": date_format(moment, "j F"),
    }
    return _change_in_words(now, moment, days) % values


def _change_in_words(now: Status, moment: datetime, days: int) -> str:
    # The midnight at the end of today is today's; that of another day is told with the day it ends.
    if now.is_open and (days == 0 or (days == 1 and moment.hour < 12)):
        return gettext("Open now, until %(clock)s")
    if now.is_open:
        return gettext("Open now, until %(clock)s on %(day)s")
    if days == 0:
        return gettext("Closed now, opens at %(clock)s")
    if days == 1:
        return gettext("Closed now, opens tomorrow at %(clock)s")
    if days > 6:
        return gettext("Closed now, opens on %(day)s %(date)s at %(clock)s")
    return gettext("Closed now, opens on %(day)s at %(clock)s")
