"""The quarterly survey: shares of those who answered, and how many that were."""

from collections.abc import Sequence
from decimal import Decimal

from recalibrate.translation import gettext

from ..figures.public import PublicFigures, PublicTable
from ..figures.year import join_with_and
from .bars import grouped_bars
from .tables import Drawn, bar_groups, cell, span, table_of
from .types import BarRow, Chart, ChartTable


def survey(figures: PublicFigures) -> Drawn:
    """The quarterly survey’s percentages; how many answered stands below them."""
    asked = ("starter_access", "survey_access_trouble", "survey_worried")
    counted = ("survey_responses", "survey_rate", "survey_detriment")
    tables = {slug: t for slug in (*asked, *counted) if (t := table_of(figures, slug, "trust"))}
    drawn = [(tables[slug].name, bar_groups(tables[slug])[0][1]) for slug in asked[1:] if slug in tables]
    if not any(row.cell.value is not None for _, rows in drawn for row in rows):
        return None
    columns = (gettext("Question"), *(period.name for period in figures.periods))
    rows = tuple((t.name, tuple(cell(c, t).text for c in t.rows[0].cells)) for t in tables.values())
    return Chart(
        slug="survey",
        sources=tuple((slug, "trust") for slug in tables),
        finding=of_survey(drawn),
        statistic=gettext("Quarterly survey: share of those who answered, {span}").format(
            span=span(figures.periods)
        ),
        drawing=grouped_bars(drawn, Decimal(100), has_track=True),
        table=ChartTable(gettext("Quarterly survey"), columns, rows),
        note=response_sentence(tables.get("survey_responses"), tables.get("survey_rate")),
    )


def of_survey(drawn: Sequence[tuple[str, Sequence[BarRow]]]) -> str:
    last = [
        f"{rows[-1].cell.text} {name[0].lower()}{name[1:]}" for name, rows in drawn if rows[-1].cell.value
    ]
    if not last:
        return gettext("The survey was not run this quarter")
    return gettext("Of those who answered, {shares}").format(shares=join_with_and(last))


def response_sentence(responses: PublicTable | None, rate: PublicTable | None) -> str:
    """How many people the latest percentages speak for."""
    if responses is None or responses.rows[0].latest.value is None:
        return ""
    share = cell(rate.rows[0].latest, rate).text if rate else ""
    people = cell(responses.rows[0].latest, responses).text
    if not share:
        return gettext("Answered last by {people} people.").format(people=people)
    return gettext("Answered last by {people} people, {share} of those asked.").format(
        people=people, share=share
    )
