"""Quarters and months as people write them. The financial year starts in April."""

import calendar
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..figures.periods import MONTHS, Period

_MONTHS = (
    {name.casefold(): n for n, name in enumerate(calendar.month_name) if n}
    | {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if n}
    | {"sept": 9}
)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEARS = re.compile(r"(?<![\d/.-])(20\d\d|\d\d)\s?[-/–]\s?(20\d\d|\d\d)(?!\d|/|\.\d)")
_QUARTER = re.compile(
    r"\bq(?:uarter|tr)?\.?\s?-?([1-4])\b|\b(first|second|third|fourth|1st|2nd|3rd|4th) quarter\b"
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_RANGE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?({_MONTH})\b\.?(?:\s*'?(\d{{4}}|\d\d))?\s*(?:-|–|—|to|until|and)\s*"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?({_MONTH})\b\.?(?:\s*'?(\d{{4}}|\d\d))?(?!\d)"
)
_DAY = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_NAMED_MONTH = re.compile(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?({_MONTH})\.?[\s\-–/']*(\d{{4}}|\d\d)?")
_ISO_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?|(0?[1-9]|1[0-2])/(20\d\d)")
_NTH_MONTH = re.compile(r"(?:month|m)\s?([1-3])|(first|second|third) month|([1-3])(?:st|nd|rd) month")


@dataclass(frozen=True, slots=True)
class Month:
    """A month as written: by its name, with or without a year, or as the nth of its quarter."""

    month: int = 0
    year: int = 0
    nth: int = 0

    @property
    def period(self) -> Period | None:
        """Its quarter, where the year is said."""
        return quarter_of(date(self.year, self.month, 1)) if self.year else None

    def category(self, period: Period) -> str:
        """`first`, `second` or `third` of that quarter; nothing for a month that is not in it."""
        if self.nth:
            return MONTHS[self.nth - 1]
        for slug, day in zip(MONTHS, period.months, strict=False):
            if day.month == self.month and self.year in (0, day.year):
                return slug
        return ""


def quarter_of(day: date) -> Period:
    start = day.year if day.month >= 4 else day.year - 1
    return Period(start, (day.month - 4) % 12 // 3 + 1)


def month_in(text: str) -> Month | None:
    """The month that a heading is, and nothing besides."""
    wanted = text.strip().casefold()
    if found := _NAMED_MONTH.fullmatch(wanted):
        return Month(_MONTHS[found[1]], _year(found[2]))
    if found := _ISO_MONTH.fullmatch(wanted):
        return Month(int(found[2] or found[3]), int(found[1] or found[4]))
    if found := _NTH_MONTH.fullmatch(wanted):
        return Month(nth=int(found[1] or 0) or _NTH.get(found[2], 0) or int(found[3] or 0))
    day = _days(wanted)
    return Month(day[0].month, day[0].year) if len(day) == 1 and _DAY.fullmatch(wanted) else None


def periods_in(*texts: str) -> set[Period]:
    """The quarters that some words name; a quarter in one text and its year in another go together."""
    quarters: set[int] = set()
    years: set[int] = set()
    found: set[Period] = set()
    for text in texts:
        in_this, of_this, ranges = _said(text.casefold())
        found |= ranges
        if in_this and of_this:
            found |= {Period(year, quarter) for year in of_this for quarter in in_this}
        else:
            quarters |= in_this
            years |= of_this
    if not found and len(years) == 1:
        found = {Period(year, quarter) for year in years for quarter in quarters}
    return found


def _said(text: str) -> tuple[set[int], set[int], set[Period]]:
    years = {start for one, two in _YEARS.findall(text) if (start := _pair(one, two))}
    quarters = {int(nth) if nth else _NTH[word] for nth, word in _QUARTER.findall(text)}
    return quarters, years, {p for p in (*_ranges(text, years), *_from_days(text)) if p}


def _ranges(text: str, years: Iterable[int]) -> Iterable[Period | None]:
    """“October to December 2026”: three months of one quarter, with a year at either end or a pair of years."""
    for one, early, two, late in _RANGE.findall(text):
        first, last = _MONTHS[one], _MONTHS[two]
        if first % 3 != 1 or last != first + 2:
            continue
        pair = (
            _pair(late, match[1]) if late and (match := re.search(rf"{late}\s?[-/–]\s?(\d\d)\b", text)) else 0
        )
        if pair:
            yield Period(pair, (first - 4) % 12 // 3 + 1)
        elif year := _year(late) or _year(early):
            yield quarter_of(date(year, first, 1))
        else:
            yield from (Period(start, (first - 4) % 12 // 3 + 1) for start in years)


def _from_days(text: str) -> Iterable[Period | None]:
    """“01/10/2026 to 31/12/2026”; a single day, such as that of printing, says no quarter."""
    days = _days(text)
    for first, last in itertools.pairwise(days):
        if quarter_of(first) == quarter_of(last) and 85 < (last - first).days < 95:
            yield quarter_of(first)


def _days(text: str) -> list[date]:
    found = []
    for match in _DAY.finditer(text):
        day, month, year = (
            (match[1], match[2], _year(match[3])) if match[1] else (match[6], match[5], int(match[4]))
        )
        try:
            found.append(date(year, int(month), int(day)))
        except ValueError:
            continue
    return found


def one_period(text: str) -> Period | None:
    """What a cell in a column of quarters says: a quarter, or a day that is in one."""
    found = periods_in(text)
    if not found and (days := _days(text)) and _DAY.fullmatch(text.strip()):
        found = {quarter_of(days[0])}
    return next(iter(found)) if len(found) == 1 else None


def is_date(text: str) -> bool:
    return bool(_DAY.fullmatch(text.strip()))


def _year(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if len(text) == 4 else 2000 + int(text)


def _pair(one: str, two: str) -> int:
    """The first of two years that follow each other; 0 for anything else."""
    start = _year(one)
    return start if (start + 1) % 100 == int(two) % 100 and 2000 < start < 2100 else 0
