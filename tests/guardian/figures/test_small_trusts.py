"""In a small Trust one or two are someone, for the whole Trust too."""

from dataclasses import replace
from decimal import Decimal

import pytest

from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.figures.periods import Period
from recalibrate.guardian.figures.types import Thresholds
from recalibrate.guardian.figures.vocabulary import BreakdownSpec, CategorySpec, DimensionSpec

Q1 = Period(2026, 1)


def whole(period=Q1, doctors=40, **values):
    for measure, value in {"doctors": doctors, **values}.items():
        yield Figure(measure=measure, period=period, value=Decimal(value))


def test_one_or_two_are_not_said_nor_what_they_are_made_of(vocabulary):
    figures = [
        *whole(er_carried_over=9, er_raised=2, er_closed=4, er_outstanding=7, er_isc=1, rdf_meetings=2),
        Figure(measure="er_raised", dimension="month", category="first", period=Q1, value=Decimal(2)),
    ]

    public = publish_figures(figures, vocabulary, Thresholds())

    hidden = {f.measure for f in public.figures if f.status == "c"}
    assert hidden == {"er_carried_over", "er_raised", "er_closed", "er_outstanding", "er_isc"}
    assert public.value("rdf_meetings", Q1) == 2
    assert not public.table("er_raised", "month")
    assert public.value("er_raised_per_100_doctors", Q1) is None


def test_none_and_three_are_said(vocabulary):
    public = publish_figures(whole(er_isc=0, breaches_access=3), vocabulary, Thresholds())

    assert (public.value("er_isc", Q1), public.value("breaches_access", Q1)) == (0, 3)


def test_a_large_trust_says_all_of_them(vocabulary):
    assert publish_figures(whole(doctors=50, er_isc=1), vocabulary, Thresholds()).value("er_isc", Q1) == 1


def test_what_was_not_said_once_stays_so_when_the_trust_grows(vocabulary):
    figures = list(whole(er_isc=1))
    before = publish_figures(figures, vocabulary, Thresholds())
    grown = [replace(f, value=Decimal(60)) if f.measure == "doctors" else f for f in figures]

    after = publish_figures(grown, vocabulary, Thresholds(), before.suppressed)

    assert after.cell("er_isc", Q1).status == "c"


@pytest.mark.parametrize("rows_are", ["", "people"])
def test_kinds_that_may_be_people_are_never_open(vocabulary, rows_are):
    """“Specialty and grade”, with three FY1s in ENT."""
    words = with_dimension(vocabulary, rows_are)

    public = publish_figures(list(specialty_and_grade()), words, Thresholds())

    values = {f.value for f in public.figures if f.dimension == "specialty-grade"}
    assert not values & {Decimal(3), Decimal(40)}


def test_kinds_of_thing_are_shown_as_entered(vocabulary):
    words = with_dimension(vocabulary, "things")

    public = publish_figures(list(specialty_and_grade()), words, Thresholds())

    assert [row.latest.value for row in public.table("er_isc", "specialty-grade").rows] == [3, 40]


def with_dimension(vocabulary, rows_are):

    return replace(
        vocabulary,
        dimensions=(*vocabulary.dimensions, DimensionSpec("specialty-grade", "Both", rows_are=rows_are)),
        categories=(
            *vocabulary.categories,
            CategorySpec("specialty-grade", "ent-fy1", "ENT FY1"),
            CategorySpec("specialty-grade", "ed-fy2", "ED FY2"),
        ),
        breakdowns=(*vocabulary.breakdowns, BreakdownSpec("er_isc", "specialty-grade", "open")),
    )


def specialty_and_grade():
    for category, value in (("ent-fy1", 3), ("ed-fy2", 40)):
        yield Figure(
            measure="er_isc", dimension="specialty-grade", category=category, period=Q1, value=Decimal(value)
        )
    yield Figure(measure="er_isc", period=Q1, value=Decimal(43))
