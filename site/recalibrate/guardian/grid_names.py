"""What rows and columns of the grid are called in spreadsheets, so that what is pasted finds its place."""

from .figures.periods import MONTHS, Period
from .figures.row_names import other_names
from .workbook.measure_names import MEASURE_NAMES

BETWEEN = "|"


def names_of_measure(slug: str) -> str:
    """Counted things are called “number of …” too, or without it."""
    names = [slug, *MEASURE_NAMES.get(slug, ())]
    return BETWEEN.join(
        [*names, *(f"no {name}" for name in names[1:]), *(f"number of {name}" for name in names[1:])]
    )


def names_of_row(name: str) -> str:
    return BETWEEN.join(other_names(name))


def names_of_month(period: Period, category: str) -> str:
    place = MONTHS.index(category)
    day = period.months[place]
    return BETWEEN.join(
        (f"{day:%B %Y}", f"{day:%B}", f"{day:%b}", f"{day:%b-%y}", f"{day:%b %Y}", f"Month {place + 1}")
    )
