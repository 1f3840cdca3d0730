"""The figures that stand beside the charts: a few large ones, and tables of the rest."""

from collections.abc import Iterator, Sequence

from recalibrate.translation import gettext, gettext_noop

from ..figures.public import PublicFigure, PublicFigures, PublicTable
from ..figures.types import TRUST, Unit
from ..figures.vocabulary import CROSS
from ..figures.year import has_year, quarters_in
from .tables import as_table, cell, from_to, measure_by, table_of
from .types import BarRow, Chart, ChartCell, ChartTable

KEY = ("er_raised", "er_outstanding", "er_within_7_days", "er_isc")
PARTS = (
    ("er_raised", "department"),
    ("er_raised", "grade"),
    ("er_raised", "rota"),
    ("fines_count", "department"),
    ("fines_value", "department"),
)
UNITS = {"hours": gettext_noop("hours"), "WTE": gettext_noop("WTE"), "PA": gettext_noop("PA")}


def key_figures(figures: PublicFigures) -> tuple[BarRow, ...]:
    """What a reader asks first, for the last quarter."""
    tables = [table for slug in KEY if (table := table_of(figures, slug, TRUST))]
    return tuple(BarRow(table.name, cell(table.rows[0].latest, table)) for table in tables)


def at_a_glance(figures: PublicFigures, charts: Sequence[Chart]) -> ChartTable | None:
    """Every figure for the whole Trust that no chart’s table says, quarter by quarter."""
    figures = figures.by_calendar()
    slugs = [measure.slug for measure in figures.vocabulary.measures]
    ratios = [f.measure for f in figures.figures if f.dimension == TRUST and f.measure not in slugs]
    said = said_in_charts(figures, charts)
    wanted = [slug for slug in (*slugs, *dict.fromkeys(ratios)) if slug not in said]
    tables = [table for slug in wanted if (table := table_of(figures, slug, TRUST))]
    if not tables:
        return None
    return ChartTable(
        gettext("The whole Trust, quarter by quarter"),
        (gettext("Figure"), *(period.name for period in figures.periods)),
        tuple((said_of(t, figures), tuple(cell(c, t).text for c in t.rows[0].cells)) for t in tables),
    )


def said_in_charts(figures: PublicFigures, charts: Sequence[Chart]) -> frozenset[str]:
    """The measures whose every figure for the whole Trust is in a chart’s table: of the fund only if no quarter
    is left out of it. A chart of a year’s quarters says nothing of the year."""
    if not figures.periods[-1].quarter:
        return frozenset()
    found: set[str] = set()
    for chart in charts:
        of_trust = {measure for measure, dimension in chart.sources if dimension == TRUST}
        if chart.slug == "fund":
            with_any = [p for p in figures.periods if any(figures.value(m, p) is not None for m in of_trust)]
            found |= of_trust if len(with_any) == len(chart.table.rows) else set()
        elif chart.slug == "survey":
            found |= of_trust - {"starter_access"}  # asked for beside the counts of starters, too
    return frozenset(found)


OVER_YEAR = {
    "mean": gettext_noop("year: average"),
    "first": gettext_noop("year: at its start"),
    "last": gettext_noop("year: at its end"),
}


def said_of(table: PublicTable, figures: PublicFigures) -> str:
    """The measure, and beside a year how that is made where it is no sum."""
    how = OVER_YEAR.get(figures.vocabulary.measure(table.measure).over_year)
    return f"{named(table)}, {gettext(how)}" if how and not figures.periods[-1].quarter else named(table)


def named(table: PublicTable) -> str:
    unit = UNITS.get(table.unit)
    return f"{table.name} ({gettext(unit)})" if unit else table.name


def tables_not_shown(figures: PublicFigures) -> tuple[str, ...]:
    """The tables of which nothing may be shown, so that none vanishes unsaid: those of the last quarter, and of
    others where no table has a cell to say it."""
    quarters = quarters_in(figures).periods
    said = []
    for b in figures.vocabulary.breakdowns:
        when = [p for p in quarters if (b.measure, b.dimension, p) in figures.not_shown]
        if when and (when[-1] == quarters[-1] or not table_of(figures, b.measure, b.dimension)):
            earlier = "" if when[-1] == quarters[-1] else f" ({', '.join(p.name for p in when)})"
            said.append(f"{by_name(figures, b.measure, b.dimension)}{earlier}")
    return tuple(said)


def tables_left_out(figures: PublicFigures) -> tuple[str, ...]:
    """The tables of the last quarter that are not there because something in them is not known."""
    quarters = quarters_in(figures).periods
    places = ((b.measure, b.dimension) for b in figures.vocabulary.breakdowns)
    return tuple(by_name(figures, *place) for place in places if (*place, quarters[-1]) in figures.left_out)


def by_name(figures: PublicFigures, measure: str, dimension: str) -> str:
    words = figures.vocabulary
    return measure_by(words.measure(measure).name, words.dimension(dimension).name)


def more_tables(figures: PublicFigures, charts: Sequence[Chart] = ()) -> tuple[ChartTable, ...]:
    """Whatever may be shown and no chart’s table says: parts of the Trust first, then all else, with the year
    where it has one; posts by department and grade; and what has come together since the first report."""
    figures = figures.by_calendar()
    quarters = quarters_in(figures)
    said = {source for chart in charts for source in chart.sources}
    found = []
    for place in places_of_tables(figures):
        if place in said and place not in PARTS:
            continue
        if figures.vocabulary.dimension(place[1]).crosses:
            found += crossed_tables(figures, *place)
            continue
        table = table_of(figures if has_year(quarters, *place) else quarters, *place)
        if table:
            found.append(as_table(table, measure_by(table.name, table.dimension_name), table.dimension_name))
    together = since_the_start(quarters) if figures.periods[-1].quarter else None
    return (*found, *([together] if together else ()))


def places_of_tables(figures: PublicFigures) -> tuple[tuple[str, str], ...]:
    """Every measure and dimension with something to show: months have a chart or a table of their own."""
    there = {(f.measure, f.dimension) for f in figures.figures if f.dimension != TRUST}
    by_rule = [(b.measure, b.dimension) for b in figures.vocabulary.breakdowns]
    rates = sorted(there - set(by_rule))
    return tuple(place for place in dict.fromkeys((*PARTS, *by_rule, *rates)) if place in there)


def crossed_tables(figures: PublicFigures, measure: str, dimension: str) -> Iterator[ChartTable]:
    """A measure of the last quarter by two dimensions: one down, the other across."""
    period = quarters_in(figures).periods[-1]
    cells = {
        f.category: f
        for f in figures.figures
        if (f.measure, f.dimension, f.period) == (measure, dimension, period)
    }
    if not cells:
        return
    first, second = figures.vocabulary.dimension(dimension).crosses
    names = {tuple(slug.split(CROSS, 1)): tuple(f.name.split(": ", 1)) for slug, f in cells.items()}
    rows = dict.fromkeys((slugs[0], name[0]) for slugs, name in names.items())
    columns = sorted(
        dict.fromkeys((slugs[1], name[1]) for slugs, name in names.items()),
        key=lambda column: order_of(figures, second, column[0]),
    )
    unit = figures.vocabulary.measure(measure).unit
    lines = tuple(
        (name, tuple(text_of(cells.get(f"{row}{CROSS}{column}"), unit) for column, _ in columns))
        for row, name in rows
    )
    caption = f"{by_name(figures, measure, dimension)}, {period.name}"
    yield ChartTable(
        caption, (figures.vocabulary.dimension(first).name, *(name for _, name in columns)), lines
    )


def order_of(figures: PublicFigures, dimension: str, slug: str) -> int:
    return [c.slug for c in figures.vocabulary.categories_of(dimension)].index(slug)


def text_of(figure: PublicFigure | None, unit: Unit) -> str:
    """A post that the figures do not name has no vacancy."""
    return "–" if figure is None else ChartCell(figure.value, figure.status, unit).text


def since_the_start(quarters: PublicFigures) -> ChartTable | None:
    """What the published quarters make together, of what is counted up; an empty cell leaves its sum out."""
    there = [p for p in quarters.periods if quarters.is_published(p)]
    sums = [m for m in quarters.vocabulary.measures if m.over_year == "sum" and not m.is_board_only]
    tables = [t for m in sums if (t := table_of(quarters, m.slug, TRUST))]
    rows = [
        (named(t), (cell(quarters.over_year(t.measure), t).text,)) for t in tables if has_all(quarters, t)
    ]
    if len(there) < 2 or len(there) < len(quarters.periods) or not rows:
        return None
    span = from_to(there[0].name, there[-1].name)
    return ChartTable(
        gettext("Together since the first report, {span}").format(span=span),
        (gettext("Figure"), gettext("Together")),
        tuple(rows),
    )


def has_all(quarters: PublicFigures, table: PublicTable) -> bool:
    return all(row.value is not None for row in table.rows[0].cells)
