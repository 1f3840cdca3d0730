"""A year tells no more than its quarters do, whatever a reader subtracts from what."""

from decimal import Decimal
from fractions import Fraction

from disclosure_attackers import determined, equations_of
from disclosure_histories import (
    QUARTERS,
    cells_of,
    histories,
    published_in_turn,
    quarter,
    shown_in,
    there,
    words,
)
from hypothesis import given, settings

from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.figures.periods import Period
from recalibrate.guardian.figures.types import Thresholds
from recalibrate.guardian.figures.year import quarters_in, scope, with_year

YEAR = Period(2026)


def year_equations(year, vocabulary, cells):
    """What the year's own cells say: each is the sum of its row over the quarters."""
    quarters = quarters_in(year)
    parts = [c.slug for c in vocabulary.categories_of("department") if not c.is_combined]
    for figure in year.only(YEAR).figures:
        if figure.value is None or figure.measure not in ("er_raised", "fines_count"):
            continue
        members = set(parts)
        if figure.dimension == "department":
            shown = {
                f.category
                for f in quarters.figures
                if (f.measure, f.dimension) == (figure.measure, "department")
            }
            members = set(parts) - shown if figure.category == "other" else {figure.category}
        row = {
            (figure.measure, part, period): Fraction(1)
            for part in members
            for period in quarters.periods
            if (figure.measure, part, period) in cells
            and cells[figure.measure, part, period].value is not None
        }
        yield row, Fraction(figure.value)


@settings(max_examples=150)
@given(histories())
def test_no_subtraction_between_years_and_quarters_gives_a_withheld_cell(history):
    vocabulary, quarters = history
    cells = cells_of(quarters)
    publications = list(published_in_turn(vocabulary, quarters))
    years = [with_year(public, 2026) for public in publications]

    equations = [
        *(e for p in publications for e in equations_of(p, vocabulary, lambda c: cells[c].value is not None)),
        *(e for year in years for e in year_equations(year, vocabulary, cells)),
    ]

    found = set(determined(equations)) - shown_in(publications)
    assert not {cell for cell in found if len(there(cells, cell)) > 1}


@settings(max_examples=100)
@given(histories())
def test_a_year_is_made_of_nothing_but_what_its_quarters_show(history):
    vocabulary, quarters = history

    for public in published_in_turn(vocabulary, quarters):
        year = with_year(public, 2026)
        assert quarters_in(year).figures == public.figures
        for figure in year.only(YEAR).figures:
            cells = [
                public.cell(figure.measure, p, figure.dimension, figure.category) for p in public.periods
            ]
            assert figure.measure != "fines_count" or figure.dimension == "trust"
            if figure.value is not None:
                assert all(cell.value is not None for cell in cells)


def test_which_quarters_are_in_is_said():
    figures = [f for period in QUARTERS for f in quarter(period, (20, 30), (30, 30), ())]

    def year(*numbers):
        some = [f for f in figures if f.period.quarter in numbers]
        return with_year(publish_figures(some, words(3), Thresholds()), 2026)

    assert scope(year(1, 2, 3, 4)) == "All four quarters of the year are in."
    assert scope(year(1, 2, 4)).startswith("The year’s figures are those of Q1, Q2 and Q4 alone: Q3 is not")
    assert scope(quarters_in(year(1))) == ""
    assert year(1, 2).value("er_raised", YEAR) == Decimal(100)
    assert with_year(publish_figures([], words(3), Thresholds()), 2026).periods == ()


def test_a_few_people_in_one_quarter_keep_the_year_empty():
    figures = [
        Figure(measure="survey", period=period, value=Decimal(value))
        for period, value in zip(QUARTERS, (7, 3), strict=False)
    ]

    year = with_year(publish_figures(figures, words(3), Thresholds()), 2026)

    assert year.cell("survey", YEAR).status == "c"
    assert year.value("survey", QUARTERS[0]) == 7
