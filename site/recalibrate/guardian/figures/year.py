"""A year beside its quarters, worked out from what the quarters show and from nothing else.

So a year tells no more than a reader of the quarters could work out: an empty cell in one of them leaves the
year's empty too, and what is combined by each quarter's own counts has no year at all.
"""

from collections.abc import Iterator
from dataclasses import replace

from recalibrate.translation import gettext, ngettext

from .periods import Period
from .public import PublicCell, PublicFigure, PublicFigures
from .rates import rate
from .types import TRUST
from .vocabulary import RATIOS, Ratio


def with_year(public: PublicFigures, start_year: int) -> PublicFigures:
    """The published quarters of that year, and after them the year itself, as far as they go."""
    quarters, year = public.of_year(start_year), Period(start_year)
    if not quarters.periods:
        return quarters
    figures = (*quarters.figures, *year_figures(quarters, year))
    return replace(quarters, periods=(*quarters.periods, year), figures=figures)


def year_figures(quarters: PublicFigures, year: Period) -> Iterator[PublicFigure]:
    """One for each row that the quarters show, in their order."""
    last = {(f.measure, f.dimension, f.category): f for f in quarters.figures}
    ratios = {ratio.slug: ratio for ratio in RATIOS}
    for (measure, dimension, category), figure in last.items():
        if not has_year(quarters, measure, dimension):
            continue
        ratio = ratios.get(measure)
        cell = year_rate(quarters, ratio) if ratio else quarters.over_year(measure, dimension, category)
        yield PublicFigure(
            measure=measure,
            dimension=dimension,
            category=category,
            name=figure.name,
            period=year,
            value=cell.value,
            unit=figure.unit,
            status=cell.status,
            note="; ".join(filter(None, [covered(quarters), figure.note if dimension != TRUST else ""])),
        )


def has_year(quarters: PublicFigures, measure: str, dimension: str) -> bool:
    breakdown = quarters.vocabulary.breakdown(measure, dimension)
    changes_by_quarter = breakdown is not None and breakdown.rule == "each-quarter"
    return not changes_by_quarter and quarters.vocabulary.dimension(dimension).kind != "month"


def year_rate(quarters: PublicFigures, ratio: Ratio) -> PublicCell:
    """A rate of the whole Trust; those of its parts would need head counts, which are the board's."""
    part = quarters.over_year(ratio.part, ratio.part_dimension, ratio.part_category)
    whole = quarters.over_year(ratio.whole)
    if ratio.dimension != TRUST or not part.value or not whole.value:
        return PublicCell(None, part.status or whole.status or "z")
    return PublicCell(rate(part.value, whole.value, ratio.per))


def covered(figures: PublicFigures) -> str:
    """`Q1 and Q2 only` while a year is not complete; nothing once it is."""
    names = [
        f"Q{period.quarter}" for period in figures.periods if period.quarter and figures.is_published(period)
    ]
    return "" if len(names) == 4 else gettext("{quarters} only").format(quarters=join_with_and(names))


def scope(figures: PublicFigures) -> str:
    """Which quarters a year has, for its readers; nothing for a report on a quarter."""
    if not figures.periods or figures.periods[-1].quarter:
        return ""
    there = {period.quarter for period in figures.periods}
    missing = [f"Q{number}" for number in (1, 2, 3, 4) if number not in there]
    if not missing:
        return gettext("All four quarters of the year are in.")
    quarters = join_with_and([f"Q{number}" for number in (1, 2, 3, 4) if number in there])
    sentence = ngettext(
        "The year’s figures are those of {quarters} alone: {missing} is not published here. They grow when a quarter "
        "is published.",
        "The year’s figures are those of {quarters} alone: {missing} are not published here. They grow when a quarter "
        "is published.",
        len(missing),
    )
    return sentence.format(quarters=quarters, missing=join_with_and(missing))


def join_with_and(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return gettext("{several} and {last}").format(several=", ".join(names[:-1]), last=names[-1])


def quarters_in(figures: PublicFigures) -> PublicFigures:
    """Without the year."""
    return figures.only(*(period for period in figures.periods if period.quarter))
