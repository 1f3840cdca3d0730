"""A day as a British person writes it: 2026-12-10, 10/12/2026, 10 Dec, Thursday 10th December 2026. Pure."""

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
FIGURES = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})")
WORDS = re.compile(
    r"(?:([a-z]+),? +)?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]+)\.?(?:,?[ -](\d{4}|\d{2}))?"
)


class NoDay(ValueError):
    """What was written is no day, or not one day alone."""


def read_day(text: str, today: date) -> date:
    """Day before month, always. Without a year, the one whose day is nearest to today. Raises NoDay."""
    written = " ".join(text.lower().split())
    if found := ISO.fullmatch(written):
        return made(*map(int, found.groups()))
    if found := FIGURES.fullmatch(written):
        return made(whole_year(found[4]), int(found[3]), int(found[1]))
    if found := WORDS.fullmatch(written):
        return of_words(found, today)
    raise NoDay(text)


def of_words(found: re.Match[str], today: date) -> date:
    month, number = month_named(found[3]), int(found[2])
    day = made(whole_year(found[4]), month, number) if found[4] else nearest(month, number, today)
    if found[1] and not is_weekday(found[1], day):
        raise NoDay(found[0])
    return day


def nearest(month: int, number: int, today: date) -> date:
    years = (today.year - 1, today.year, today.year + 1)
    days = [day for year in years if (day := made_or_none(year, month, number))]
    if not days:
        raise NoDay(f"{number}/{month}")
    return min(days, key=lambda day: abs((day - today).days))


def month_named(word: str) -> int:
    if word in FULL:
        return FULL.index(word) + 1
    short = "sep" if word == "sept" else word
    if short in MONTHS:
        return MONTHS.index(short) + 1
    raise NoDay(word)


def is_weekday(word: str, day: date) -> bool:
    """Whether `word` names the day of the week: a weekday that does not fit says that one of the two is wrong."""
    return len(word) >= 3 and DAYS[day.weekday()].startswith(word)


def whole_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def made(year: int, month: int, day: int) -> date:
    if (found := made_or_none(year, month, day)) is None:
        raise NoDay(f"{day}/{month}/{year}")
    return found


def made_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
