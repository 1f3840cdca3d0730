"""Quarters of figures as hypothesis makes them up, and what is published of them."""

from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from recalibrate.guardian.figures.disclosure import NOTHING, publish_figures
from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.figures.periods import Period
from recalibrate.guardian.figures.types import Thresholds
from recalibrate.guardian.figures.vocabulary import (
    BreakdownSpec,
    CategorySpec,
    DimensionSpec,
    MeasureSpec,
    Vocabulary,
)

PARTS = ("a", "b", "c", "d", "e", "f", "g")
QUARTERS = tuple(Period(2026, n) for n in (1, 2, 3, 4))
LIMITS = Thresholds(5, 10)


@cache
def words(number):
    """A vocabulary with so many departments."""
    return Vocabulary(
        measures=(
            MeasureSpec("doctors", "Doctors", is_headcount=True),
            MeasureSpec("er_raised", "Raised", over_year="sum"),
            MeasureSpec("er_closed", "Closed"),
            MeasureSpec("fines_count", "Fines"),
            MeasureSpec("survey", "Survey", "people"),
            MeasureSpec("worried", "Worried", "percent", people_of="survey"),
        ),
        dimensions=(
            DimensionSpec("trust", "Whole Trust", "whole"),
            DimensionSpec("department", "Department", "part", True, "Others (combined)"),
            DimensionSpec("grade", "Grade", "part", combined_name="Other grades (combined)"),
            DimensionSpec("answer", "Answer", rows_are="things"),
        ),
        categories=(
            CategorySpec("trust", "all", "All"),
            *(CategorySpec("department", part, part.upper()) for part in PARTS[:number]),
            CategorySpec("department", "other", "Others", True),
            *(CategorySpec("grade", part, part.upper()) for part in PARTS[:number]),
            CategorySpec("grade", "other", "Others", True),
            CategorySpec("answer", "yes", "Yes"),
            CategorySpec("answer", "no", "No"),
        ),
        breakdowns=(
            BreakdownSpec("doctors", "department", "board"),
            BreakdownSpec("er_raised", "department", "merge"),
            BreakdownSpec("er_raised", "grade", "merge"),
            BreakdownSpec("er_closed", "department", "board"),
            BreakdownSpec("fines_count", "department", "each-quarter"),
            BreakdownSpec("survey", "answer", "open"),
        ),
    )


def quarter(period, raised, doctors, fines=()):
    """One quarter's figures: the parts, and the Trust's sums. None is a part that did not exist."""
    rows = {"er_raised": raised, "doctors": doctors, "fines_count": fines}
    for measure, row in rows.items():
        if row:
            entered = sum(value for value in row if value is not None)
            yield Figure(measure=measure, period=period, value=Decimal(entered))
        for part, value in zip(PARTS, row, strict=False):
            yield Figure(
                measure=measure, dimension="department", category=part, period=period,
                value=None if value is None else Decimal(value), status="z" if value is None else "",
            )  # fmt: skip


def row(number, values):
    return st.lists(values, min_size=number, max_size=number)


@st.composite
def histories(draw):
    """One to four quarters of three to five departments; now and then one is not there."""
    number = draw(st.integers(3, 5))
    quarters: list = []
    for period in QUARTERS[: draw(st.integers(1, 4))]:
        is_there = [n < 9 for n in draw(row(number, st.integers(0, 9)))]
        raised, doctors = draw(row(number, st.integers(0, 14))), draw(row(number, st.integers(7, 40)))
        quarters.append(
            tuple(
                quarter(
                    period,
                    [v if there else None for v, there in zip(raised, is_there, strict=True)],
                    [v if there else None for v, there in zip(doctors, is_there, strict=True)],
                    draw(row(number, st.integers(0, 9))),
                )
            )
        )
    return words(number), quarters


def published_in_turn(vocabulary, quarters):
    """What was public after each quarter's report, each with the memory of the ones before."""
    suppressed, figures = NOTHING, ()
    for quarter_of_figures in quarters:
        figures += quarter_of_figures
        public = publish_figures(figures, vocabulary, LIMITS, suppressed)
        suppressed = public.suppressed
        yield public


def cells_of(quarters):
    return {
        (f.measure, f.category, f.period): f
        for figures in quarters
        for f in figures
        if f.dimension == "department" and f.measure != "doctors"
    }


def there(cells, cell):
    """The departments that have a figure in the same measure and quarter."""
    measure, _, period = cell
    return [c for c, f in cells.items() if (c[0], c[2]) == (measure, period) and f.value is not None]


def shown_in(publications):
    return {
        (f.measure, f.category, f.period)
        for public in publications
        for f in public.figures
        if f.measure in ("er_raised", "fines_count") and f.dimension == "department" and f.category != "other"
    }
