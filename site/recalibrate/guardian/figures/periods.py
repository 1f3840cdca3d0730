"""Quarters and years of the NHS financial year, which starts on 1 April."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from recalibrate.translation import gettext

MONTHS = ("first", "second", "third")  # categories of the dimension "month"
_KEY = re.compile(r"(\d{4})-(\d{2})(?:-Q([1-4]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A financial year by the calendar year it starts in, or one of its quarters; quarter 0 is the year."""

    start_year: int
    quarter: int = 0

    @property
    def key(self) -> str:
        """As in addresses and downloads: `2026-27-Q2` or `2026-27`."""
        return f"{self._years('-')}-Q{self.quarter}" if self.quarter else self._years("-")

    @property
    def name(self) -> str:
        return f"Q{self.quarter} {self._years('/')}" if self.quarter else self._years("/")

    @property
    def months_name(self) -> str:
        """`July to September 2026`."""
        first, last = self.starts_on, self.ends_on
        start = _month(first) if first.year == last.year else month_and_year(first)
        return gettext("{first} to {last}").format(first=start, last=month_and_year(last))

    @property
    def starts_on(self) -> date:
        return _nth_month(self.start_year, 3 * (self.quarter - 1) if self.quarter else 0)

    @property
    def ends_on(self) -> date:
        last = _nth_month(self.start_year, 3 * self.quarter - 1 if self.quarter else 11)
        return last.replace(day=calendar.monthrange(last.year, last.month)[1])

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month, in order."""
        first = 3 * (self.quarter - 1) if self.quarter else 0
        return tuple(_nth_month(self.start_year, first + n) for n in range(3 if self.quarter else 12))

    @property
    def next(self) -> "Period":
        if not self.quarter:
            return Period(self.start_year + 1)
        return Period(self.start_year + self.quarter // 4, self.quarter % 4 + 1)

    def month_name(self, category: str) -> str:
        """`2026-07` for "first" in Q2 2026/27: a month's name in downloads."""
        return f"{self.months[MONTHS.index(category)]:%Y-%m}"

    def _years(self, mark: str) -> str:
        return f"{self.start_year}{mark}{(self.start_year + 1) % 100:02}"


def parse_period(key: str) -> Period:
    """The period that `key` names; ValueError for anything else, years that do not follow each other too."""
    match = _KEY.fullmatch(key.strip().upper())
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(gettext("“{key}” is not a quarter. Write it like 2026-27-Q2.").format(key=key))
    return Period(int(match[1]), int(match[3] or 0))


def _nth_month(start_year: int, months_after_april: int) -> date:
    years, month = divmod(months_after_april + 3, 12)
    return date(start_year + years, month + 1, 1)


def month_and_year(day: date) -> str:
    return gettext("{month} {year}").format(month=_month(day), year=day.year)


def short_month(day: date) -> str:
    """`Jul`: Django’s own catalogues have it in lower case."""
    return gettext(calendar.month_abbr[day.month].lower()).capitalize()


def _month(day: date) -> str:
    return gettext(calendar.month_name[day.month])
