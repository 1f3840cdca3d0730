"""Bank holidays, by nation. Pure; the calendar is the `holidays` package's."""

from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays

SUBDIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}


def is_bank_holiday(day: date, *, nation: str) -> bool:
    """Whether `day` is one in that nation; services of no one nation keep England's."""
    return day in _calendar(SUBDIVISIONS.get(nation, "ENG"), day.year)


@cache
def _calendar(subdivision: str, year: int) -> HolidayBase:
    return country_holidays("GB", subdiv=subdivision, years=year, expand=False)
