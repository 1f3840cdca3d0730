"""The figures that stand beside the charts: a few large ones, and tables of the rest."""

from ..figures.public import PublicFigures, PublicTable
from ..figures.types import TRUST
from ..figures.year import has_year, quarters_in
from .tables import as_table, cell, table_of
from .types import BarRow, ChartTable

KEY = ("er_raised", "er_outstanding", "er_within_7_days", "er_isc")
IN_CHARTS = (
    "vacancies", "locum_requested", "fines_value", "fund_opening", "fund_spend", "fund_closing",
    "survey_responses", "survey_rate", "survey_access_trouble", "survey_worried", "survey_detriment",
)  # fmt: skip
PARTS = (
    ("er_raised", "department"),
    ("er_raised", "grade"),
    ("er_raised", "rota"),
    ("fines_count", "department"),
    ("fines_value", "department"),
)
UNITS = {"hours": "hours", "WTE": "WTE", "PA": "PA"}


def key_figures(figures: PublicFigures) -> tuple[BarRow, ...]:
    """What a reader asks first, for the last quarter."""
    tables = [table for slug in KEY if (table := table_of(figures, slug, TRUST))]
    return tuple(BarRow(table.name, cell(table.rows[0].latest, table)) for table in tables)


def at_a_glance(figures: PublicFigures) -> ChartTable | None:
    """Every figure for the whole Trust that no chart shows, quarter by quarter."""
    figures = figures.by_calendar()
    slugs = [measure.slug for measure in figures.vocabulary.measures]
    ratios = [f.measure for f in figures.figures if f.dimension == TRUST and f.measure not in slugs]
    wanted = [slug for slug in (*slugs, *dict.fromkeys(ratios)) if slug not in IN_CHARTS]
    tables = [table for slug in wanted if (table := table_of(figures, slug, TRUST))]
    if not tables:
        return None
    return ChartTable(
        "The whole Trust, quarter by quarter",
        ("Figure", *(period.name for period in figures.periods)),
        tuple((said_of(t, figures), tuple(cell(c, t).text for c in t.rows[0].cells)) for t in tables),
    )


OVER_YEAR = {"mean": "year: average", "first": "year: at its start", "last": "year: at its end"}


def said_of(table: PublicTable, figures: PublicFigures) -> str:
    """The measure, and beside a year how that is made where it is no sum."""
    how = OVER_YEAR.get(figures.vocabulary.measure(table.measure).over_year)
    return f"{named(table)}, {how}" if how and not figures.periods[-1].quarter else named(table)


def named(table: PublicTable) -> str:
    unit = UNITS.get(table.unit)
    return f"{table.name} ({unit})" if unit else table.name


def tables_not_shown(figures: PublicFigures) -> tuple[str, ...]:
    """The tables that the last quarter has and of which nothing may be shown, so that none vanishes unsaid."""
    quarter = quarters_in(figures).periods[-1:]
    words = figures.vocabulary
    return tuple(
        f"{words.measure(b.measure).name}, by {words.dimension(b.dimension).name.lower()}"
        for b in words.breakdowns
        if quarter and (b.measure, b.dimension, quarter[0]) in figures.not_shown
    )


def more_tables(figures: PublicFigures) -> tuple[ChartTable, ...]:
    """The parts of the Trust that may be shown and that no chart shows; with the year where it has one."""
    figures = figures.by_calendar()
    quarters = quarters_in(figures)
    sources = ((figures if has_year(quarters, *place) else quarters, place) for place in PARTS)
    tables = [table for some, place in sources if (table := table_of(some, *place))]
    return tuple(as_table(t, f"{t.name}, by {t.dimension_name.lower()}", t.dimension_name) for t in tables)
