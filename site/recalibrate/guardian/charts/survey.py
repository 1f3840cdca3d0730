"""The quarterly survey: shares of those who answered, and how many that were."""

from collections.abc import Sequence
from decimal import Decimal

from ..figures.public import PublicFigures, PublicTable
from .bars import grouped_bars
from .tables import Drawn, cell, groups, span, table_of
from .types import Chart, Row, Table
from .words import listed


def survey(figures: PublicFigures) -> Drawn:
    """The quarterly survey’s percentages; how many answered stands below them."""
    asked = ("starter_access", "survey_access_trouble", "survey_worried")
    counted = ("survey_responses", "survey_rate", "survey_detriment")
    tables = {slug: t for slug in (*asked, *counted) if (t := table_of(figures, slug, "trust"))}
    drawn = [(tables[slug].name, groups(tables[slug])[0][1]) for slug in asked[1:] if slug in tables]
    if not any(row.cell.value is not None for _, rows in drawn for row in rows):
        return None
    columns = ("Question", *(period.name for period in figures.periods))
    rows = tuple((t.name, tuple(cell(c, t).text for c in t.rows[0].cells)) for t in tables.values())
    return Chart(
        slug="survey",
        sources=tuple((slug, "trust") for slug in tables),
        finding=of_survey(drawn),
        statistic=f"Quarterly survey: share of those who answered, {span(figures.periods)}",
        drawing=grouped_bars(drawn, Decimal(100), has_track=True),
        table=Table("Quarterly survey", columns, rows),
        note=answered(tables.get("survey_responses"), tables.get("survey_rate")),
    )


def of_survey(drawn: Sequence[tuple[str, Sequence[Row]]]) -> str:
    last = [
        f"{rows[-1].cell.text} {name[0].lower()}{name[1:]}" for name, rows in drawn if rows[-1].cell.value
    ]
    return f"Of those who answered, {listed(last)}" if last else "The survey was not run this quarter"


def answered(responses: PublicTable | None, rate: PublicTable | None) -> str:
    """How many people the latest percentages speak for."""
    if responses is None or responses.rows[0].latest.value is None:
        return ""
    share = cell(rate.rows[0].latest, rate).text if rate else ""
    of_doctors = f", {share} of those asked" if share else ""
    return f"Answered last by {cell(responses.rows[0].latest, responses).text} people{of_doctors}."
