"""What a vocabulary may be, and what may become of it once figures have been entered."""

from dataclasses import replace

import pytest

from recalibrate.guardian.figures.safety import FigurePlace, faults, losses, weaker
from recalibrate.guardian.figures.vocabulary import (
    BalanceSpec,
    BreakdownSpec,
    CategorySpec,
    DimensionSpec,
    MeasureSpec,
)

DEPARTMENT = FigurePlace("er_raised", "department", "ent")
REASON = FigurePlace("er_raised", "reason", "hours")
PEOPLE = FigurePlace("survey_worried", "trust", "all")


def changed(vocabulary, rows_of, code, **changes):
    """The vocabulary with one measure, dimension or category changed."""
    rows = tuple(replace(r, **changes) if r.slug == code else r for r in getattr(vocabulary, rows_of))
    return replace(vocabulary, **{rows_of: rows})


def shown(vocabulary, measure, dimension, **changes):
    rows = tuple(
        replace(b, **changes) if (b.measure, b.dimension) == (measure, dimension) else b
        for b in vocabulary.breakdowns
    )
    return replace(vocabulary, breakdowns=rows)


def added(vocabulary, kind, row):
    return replace(vocabulary, **{kind: (*getattr(vocabulary, kind), row)})


def without(vocabulary, kind, slug):
    return replace(vocabulary, **{kind: tuple(r for r in getattr(vocabulary, kind) if r.slug != slug)})


def test_the_vocabulary_a_new_site_starts_with_has_no_fault(vocabulary):
    assert list(faults(vocabulary)) == []
    assert list(losses(vocabulary, vocabulary, [DEPARTMENT, REASON, PEOPLE])) == []
    assert list(weaker(vocabulary, vocabulary, [DEPARTMENT, REASON, PEOPLE])) == []


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda v: shown(v, "er_closed", "department", rule="merge"), "are in one sum"),
        (lambda v: shown(v, "er_raised", "department", rule="board"), "nothing decides which rows are small"),
        (lambda v: shown(v, "vacancies", "department", rule="merge"), "is no count"),
        (lambda v: shown(v, "fines_value", "department", counted_by="er_isc"), "is not given by department"),
        (lambda v: changed(v, "dimensions", "department", combined_name=""), "needs a name"),
        (lambda v: changed(v, "dimensions", "reason", kind="whole"), "Exactly one dimension"),
        (lambda v: without(v, "categories", "all"), "The whole Trust has one category"),
        (lambda v: changed(v, "measures", "er_isc", name="Exception reports raised"), "Two measures"),
        (lambda v: changed(v, "categories", "ent", name="psychiatry"), "Two rows of “Department”"),
        (lambda v: added(v, "categories", CategorySpec("month", "fourth", "Fourth")), "have the codes first"),
        (lambda v: replace(v, balances=(BalanceSpec(*["er_raised"] * 4),)), "four different measures"),
        (lambda v: added(v, "balances", BalanceSpec("doctors", "er_isc", "doctors", "fund_spend")), "same unit"),
        (lambda v: added(v, "breakdowns", BreakdownSpec("er_isc", "trust", "open")), "not something to break"),
        (lambda v: added(v, "measures", MeasureSpec("er_within_7_days", "Fast")), "worked out"),
    ],
)  # fmt: skip
def test_what_could_not_be_published_or_not_safely_is_a_fault(vocabulary, break_it, said):
    assert said in " ".join(faults(break_it(vocabulary)))


@pytest.mark.parametrize(
    ("take_away", "said"),
    [
        (
            lambda v: changed(v, "measures", "er_raised", slug="raised"),
            "“Exception reports raised” is in use",
        ),
        (lambda v: changed(v, "categories", "ent", slug="ear-nose-throat"), "“ENT” is in use"),
        (lambda v: changed(v, "measures", "survey_worried", has_whole=False), "for the whole Trust"),
        (
            lambda v: replace(v, breakdowns=tuple(b for b in v.breakdowns if b.dimension != "reason")),
            "“Exception reports raised” by main reason is in use",
        ),
    ],
)
def test_what_has_figures_keeps_its_place(vocabulary, take_away, said):
    after = take_away(vocabulary)

    assert said in " ".join(losses(vocabulary, after, [DEPARTMENT, REASON, PEOPLE]))
    assert list(losses(vocabulary, after, [])) == []


@pytest.mark.parametrize(
    "loosen",
    [
        lambda v: changed(v, "measures", "survey_worried", people_of=""),
        lambda v: changed(v, "measures", "survey_worried", unit="count"),
        lambda v: changed(v, "measures", "er_raised", is_headcount=True),
        lambda v: changed(v, "dimensions", "department", kind="split"),
        lambda v: changed(v, "dimensions", "department", has_headcount=False),
        lambda v: changed(v, "categories", "ent", is_combined=True),
        lambda v: shown(v, "er_raised", "department", rule="follow"),
        lambda v: shown(v, "er_raised", "department", rule="each-quarter"),
    ],
)
def test_what_protects_entered_figures_only_becomes_stricter(vocabulary, loosen):
    after = loosen(vocabulary)

    assert list(weaker(vocabulary, after, [DEPARTMENT, REASON, PEOPLE]))
    assert list(weaker(vocabulary, after, [])) == []


def test_stricter_rules_new_rows_and_new_names_are_welcome(vocabulary):
    stricter = shown(vocabulary, "er_raised", "reason", rule="board")
    stricter = shown(stricter, "vacancies", "department", rule="board")
    renamed = changed(stricter, "categories", "ent", name="Ear, nose and throat")
    after = replace(
        renamed,
        dimensions=(*renamed.dimensions, DimensionSpec("ward", "Ward")),
        categories=(*renamed.categories, CategorySpec("department", "oncology", "Oncology")),
        measures=(*renamed.measures, MeasureSpec("detriment_cases", "Cases of detriment", "people")),
    )

    assert list(faults(after)) == []
    entered = [DEPARTMENT, REASON, PEOPLE, FigurePlace("vacancies", "department", "ent")]
    assert list(losses(vocabulary, after, entered)) == []
    assert list(weaker(vocabulary, after, entered)) == []
