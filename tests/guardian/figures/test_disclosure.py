"""No one who has all that was ever published can work out what was withheld."""

from decimal import Decimal

import pytest
from disclosure_attackers import determined, equations_of, possible_values
from disclosure_histories import (
    LIMITS,
    PARTS,
    QUARTERS,
    cells_of,
    histories,
    published_in_turn,
    quarter,
    row,
    shown_in,
    there,
    words,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.figures.types import Thresholds
from recalibrate.guardian.figures.vocabulary import BreakdownSpec, UnsafeRule, Vocabulary


@settings(max_examples=200)
@given(histories())
def test_no_subtraction_between_all_that_was_ever_published_gives_a_withheld_cell(history):
    vocabulary, quarters = history
    cells = cells_of(quarters)
    publications = list(published_in_turn(vocabulary, quarters))

    equations = [
        equation
        for public in publications
        for equation in equations_of(public, vocabulary, lambda cell: cells[cell].value is not None)
    ]

    found = set(determined(equations)) - shown_in(publications)
    # Where only one department is there at all, it is the whole Trust, whose figures are public.
    assert not {cell for cell in found if len(there(cells, cell)) > 1}


@settings(max_examples=200)
@given(histories())
def test_no_department_below_a_threshold_is_ever_shown(history):
    vocabulary, quarters = history
    cells = cells_of(quarters)
    heads = {(f.category, f.period): f.value for q in quarters for f in q if f.measure == "doctors"}

    for measure, category, period in shown_in(published_in_turn(vocabulary, quarters)):
        value = cells[measure, category, period].value
        if measure == "er_raised" and value is not None:
            assert value >= LIMITS.reports
            assert heads[category, period] >= LIMITS.doctors
        if measure == "fines_count":
            assert value >= LIMITS.reports


@settings(max_examples=50)
@given(histories())
def test_the_rows_shown_add_up_to_the_trusts_figure_or_there_are_none(history):
    vocabulary, quarters = history

    for public in published_in_turn(vocabulary, quarters):
        for period in public.periods:
            for measure in ("er_raised", "fines_count"):
                rows = public.only(period).table(measure, "department").rows
                values = [row.latest.value for row in rows if row.latest.value is not None]
                assert not values or sum(values) == public.value(measure, period)


@settings(max_examples=50)
@given(histories())
def test_every_quarter_shows_the_same_departments_and_never_splits_them_again(history):
    vocabulary, quarters = history

    merged_before = frozenset()
    for public in published_in_turn(vocabulary, quarters):
        alone = {
            period: {
                f.category
                for f in public.only(period).figures
                if f.measure == "er_raised" and f.dimension == "department"
            }
            for period in public.periods
        }
        merged = {w.category for w in public.suppressed if not w.measure}
        assert merged_before <= merged
        assert not any(merged & categories for categories in alone.values())
        merged_before = merged


@st.composite
def small_tables(draw):
    """A quarter small enough to try every table that an attacker could think of."""
    number = draw(st.integers(3, 4))
    raised, doctors = draw(row(number, st.integers(0, 6))), draw(row(number, st.integers(10, 20)))
    return words(number), tuple(quarter(QUARTERS[0], raised, doctors))


@settings(max_examples=40)
@given(small_tables())
def test_who_knows_the_rules_and_tries_every_table_still_cannot_tell(table):
    vocabulary, figures = table
    assume(any(f.value for f in figures if f.measure == "er_raised"))  # a Trust’s 0 is public

    for cell, values in possible_values(figures, vocabulary, LIMITS).items():
        assert len(values) > 1, cell


@pytest.mark.parametrize("raised", [(4, 4, 4, 9), (4, 4, 9, 9), (6, 6, 4, 9), (5, 5, 3, 9), (5, 0, 0, 12)])
def test_the_corners_where_a_sum_would_give_its_parts_away(raised):
    figures = tuple(quarter(QUARTERS[0], raised, (20, 20, 20, 20)))

    found = possible_values(figures, words(4), LIMITS)

    assert all(len(values) > 1 for values in found.values()), found


def grades(raised):
    """One quarter's reports by grade, which has no head count."""
    yield Figure(measure="er_raised", period=QUARTERS[0], value=Decimal(sum(raised)))
    for part, value in zip(PARTS, raised, strict=False):
        yield Figure(
            measure="er_raised", dimension="grade", category=part, period=QUARTERS[0], value=Decimal(value)
        )


@settings(max_examples=40)
@given(st.integers(3, 4).flatmap(lambda number: row(number, st.integers(0, 6))))
def test_nor_where_parts_have_no_head_count(raised):
    assume(any(raised))

    for cell, values in possible_values(tuple(grades(raised)), words(len(raised)), LIMITS).items():
        assert len(values) > 1, cell


def test_which_grade_joins_a_small_one_does_not_tell_which_of_two_has_fewer():
    joined = {
        publish_figures(grades(raised), words(5), LIMITS).table("er_raised", "grade").rows[-1].note
        for raised in ((4, 9, 16, 17, 18), (4, 9, 17, 16, 18), (4, 9, 16, 16, 18))
    }

    assert joined == {"merged: A; C; D; E"}


def answers(yes, no, whole=None):
    for category, value in (("yes", yes), ("no", no)):
        yield Figure(
            measure="survey", dimension="answer", category=category, period=QUARTERS[0], value=Decimal(value)
        )
    yield Figure(measure="survey", period=QUARTERS[0], value=Decimal(yes + no if whole is None else whole))


def test_few_people_hide_the_answers_beside_them_too():
    public = publish_figures(answers(3, 40), words(3), LIMITS)

    assert [c.latest.status for c in public.table("survey", "answer").rows] == ["c", "c"]
    assert public.value("survey", QUARTERS[0]) == 43


def test_a_percentage_of_few_people_is_withheld_like_their_number():
    few = Figure(measure="worried", period=QUARTERS[0], value=Decimal(10))
    public = publish_figures([*answers(20, 23), few], words(3), LIMITS)
    assert public.cell("worried", QUARTERS[0]).status == "c"

    many = Figure(measure="worried", period=QUARTERS[0], value=Decimal(50))
    public = publish_figures([*answers(20, 23), many], words(3), LIMITS)
    assert public.value("worried", QUARTERS[0]) == 50


def test_what_was_withheld_stays_so_when_the_threshold_falls():
    first = publish_figures(answers(3, 40), words(3), LIMITS)

    later = publish_figures(answers(3, 40), words(3), Thresholds(3, 10), first.suppressed)

    assert later.table("survey", "answer").rows[0].latest.status == "c"


def test_what_the_vocabulary_does_not_know_is_not_published():
    crossed = Figure(
        measure="er_raised",
        dimension="department-grade",
        category="a-fy1",
        period=QUARTERS[0],
        value=Decimal(50),
    )
    unknown = Figure(measure="locums_by_name", period=QUARTERS[0], value=Decimal(50))

    assert publish_figures([crossed, unknown], words(3), LIMITS).figures == ()


def test_no_vocabulary_may_show_parts_of_the_trust_as_entered():
    with pytest.raises(UnsafeRule):
        Vocabulary(
            words(3).measures,
            words(3).dimensions,
            words(3).categories,
            (BreakdownSpec("er_raised", "department", "open"),),
        )


def test_when_nothing_can_be_shown_alone_there_is_no_table():
    public = publish_figures(quarter(QUARTERS[0], (4, 3, 2), (20, 20, 20), (1, 0, 0)), words(3), LIMITS)

    assert not public.table("er_raised", "department")
    assert not public.table("fines_count", "department")
    assert public.value("er_raised", QUARTERS[0]) == 9


def test_figures_entered_for_the_combined_row_itself_join_it():
    figures = [f for f in quarter(QUARTERS[0], (20, 30), (30, 30), (9, 9)) if f.dimension == "department"]
    other = Figure(
        measure="er_raised", dimension="department", category="other", period=QUARTERS[0], value=Decimal(6)
    )

    rows = publish_figures([*figures, other], words(3), LIMITS).table("er_raised", "department").rows

    assert [(row.name, row.latest.value) for row in rows] == [("A", 20), ("B", 30), ("Others (combined)", 6)]
