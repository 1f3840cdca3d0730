"""Whatever may be entered reaches the page: as a chart's table, a table, or a line that says why not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from recalibrate.guardian.charts.types import ChartCell
from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.figures.periods import Period
from recalibrate.guardian.figures.safety import faults
from recalibrate.guardian.figures.types import ALL, TRUST, Thresholds
from recalibrate.guardian.figures.vocabulary import (
    BreakdownSpec,
    CategorySpec,
    DimensionSpec,
    MeasureSpec,
)
from recalibrate.guardian.reading import report_contents

QUARTERS = (Period(2026, 1), Period(2026, 2))


def figure(vocabulary, measure, dimension, category, period, value):
    return Figure(
        measure=measure, dimension=dimension, category=category, period=period,
        value=Decimal(value), unit=vocabulary.measure(measure).unit,
    )  # fmt: skip


def everything(vocabulary, at_least=20):
    """Every figure that two quarters may have, each with a number of its own."""
    number = at_least
    for period in QUARTERS:
        for measure in vocabulary.measures:
            if measure.has_whole:
                number += 1
                yield figure(vocabulary, measure.slug, TRUST, ALL, period, number)
        for breakdown in vocabulary.breakdowns:
            for category in vocabulary.categories_of(breakdown.dimension):
                if not category.is_combined:
                    number += 1
                    yield figure(vocabulary, breakdown.measure, *address(category), period, number)


def address(category):
    return category.dimension, category.slug


def texts_of(shown):
    tables = [*(chart.table for chart in shown.charts), *shown.tables, shown.glance]
    return {text for table in filter(None, tables) for _, cells in table.rows for text in cells}


def missing_from_the_page(public):
    """The public figures whose value no table of the page says."""
    shown = report_contents(public, ())
    said = texts_of(shown)
    last = public.periods[-1]
    return [
        f
        for f in public.figures
        if (f.value is not None or f.status == "c")
        and not (public.vocabulary.dimension(f.dimension).crosses and f.period != last)
        and ChartCell(f.value, f.status, f.unit).text not in said
    ]


@pytest.fixture
def whole(vocabulary):
    """Percentages are of no one, so that none is withheld."""
    return replace(vocabulary, measures=tuple(replace(m, people_of="") for m in vocabulary.measures))


def test_every_public_figure_is_said_on_the_page(whole):
    public = publish_figures(everything(whole), whole, Thresholds())

    assert len(public.figures) > 600
    assert missing_from_the_page(public) == []


def test_every_public_figure_of_a_lone_measure_is_said_on_the_page(whole):
    """Vacancies without departments, three of the four sums of the fund, reports without months."""
    for measure in whole.measures:
        if not measure.has_whole:
            continue
        alone = [f for f in everything(whole) if f.measure == measure.slug and f.dimension == TRUST]
        public = publish_figures(alone, whole, Thresholds())
        assert missing_from_the_page(public) == [], measure.slug


def test_the_samples_have_no_chart_or_table_that_they_had_not(public):
    shown = report_contents(public, ())

    assert [chart.slug for chart in shown.charts] == [
        "months", "rates", "reasons", "responses", "outcomes", "shifts", "vacancies", "fund", "notice", "survey",
    ]  # fmt: skip
    assert [table.caption for table in shown.tables][-1].startswith(
        "Together since the first report, Q4 2025/26"
    )


def test_what_the_board_alone_may_see_is_in_no_text(whole):
    """Each of its figures ends in .125, which no sum of the others does."""
    closed = {
        (b.measure, b.dimension)
        for b in whole.breakdowns
        if b.rule == "board" or whole.measure(b.measure).is_board_only
    }
    figures = [
        replace(f, value=f.value + Decimal("0.125")) if (f.measure, f.dimension) in closed else f
        for f in everything(whole)
    ]
    said = texts_of(report_contents(publish_figures(figures, whole, Thresholds()), ()))

    assert len(closed) > 20
    assert not [text for text in said if ".125" in text]


def test_two_dimensions_of_people_are_for_the_board(vocabulary):
    by_post = BreakdownSpec("er_raised", "post", "follow", False)
    unsafe = replace(vocabulary, breakdowns=(*vocabulary.breakdowns, by_post))
    place = "ent--fy1"

    assert any("two dimensions at once" in fault for fault in faults(unsafe))
    public = publish_figures(
        [figure(unsafe, "er_raised", "post", place, QUARTERS[0], 3)], unsafe, Thresholds()
    )
    assert public.figures == ()


@pytest.mark.parametrize("measure", ["vacancies", "shifts_uncovered"])
def test_posts_of_a_combined_department_are_combined_too(vocabulary, measure):
    period = QUARTERS[0]
    raised = {"general-medicine": 40, "general-surgery": 30, "ent": 2, "psychiatry": 3, "paediatrics": 4}
    figures = [
        *(figure(vocabulary, "er_raised", "department", part, period, n) for part, n in raised.items()),
        *(figure(vocabulary, "doctors", "department", part, period, 20) for part in raised),
        figure(vocabulary, "er_raised", TRUST, ALL, period, sum(raised.values())),
        *(figure(vocabulary, measure, "post", f"{part}--fy1", period, 7) for part in raised),
        *(figure(vocabulary, measure, "department", part, period, 7) for part in raised),
    ]
    public = publish_figures(figures, vocabulary, Thresholds())

    rows = {f.name: f.value for f in public.figures if (f.measure, f.dimension) == (measure, "post")}
    by_department = {
        f.name: f.value for f in public.figures if (f.measure, f.dimension) == (measure, "department")
    }
    assert rows == {f"{name}: FY1": value for name, value in by_department.items()}
    assert by_department["Other specialties (combined)"] >= 21
    table = next(t for t in report_contents(public, ()).tables if "department and grade" in t.caption)
    assert table.columns == ("Department", "FY1")
    assert {name for name, _ in table.rows} == set(by_department)


def test_what_a_trust_adds_is_a_table_and_a_chart(vocabulary):
    own = replace(
        vocabulary,
        measures=(*vocabulary.measures, MeasureSpec("meals", "Hot meals missed")),
        dimensions=(*vocabulary.dimensions, DimensionSpec("shift", "Shift", rows_are="things")),
        categories=(
            *vocabulary.categories, CategorySpec("shift", "day", "Day"), CategorySpec("shift", "night", "Night"),
        ),
        breakdowns=(*vocabulary.breakdowns, BreakdownSpec("meals", "shift", "open")),
    )  # fmt: skip
    figures = [figure(own, "meals", "shift", row, QUARTERS[0], n) for row, n in (("day", 12), ("night", 36))]
    shown = report_contents(publish_figures(figures, own, Thresholds()), ())

    assert [chart.finding for chart in shown.charts] == ["Night: 36 of 48 hot meals missed (75%)"]
    assert shown.charts[0].table.rows == (("Day", ("12",)), ("Night", ("36",)))


def test_a_breakdown_that_is_not_known_is_said(vocabulary):
    figures = [
        figure(vocabulary, "er_raised", TRUST, ALL, QUARTERS[0], 50),
        figure(vocabulary, "er_raised", "grade", "fy1", QUARTERS[0], 20),
    ]
    shown = report_contents(publish_figures(figures, vocabulary, Thresholds()), ())

    assert shown.left_out == ("Exception reports raised, by grade",)


def test_a_table_that_was_never_shown_is_said_with_its_quarter(vocabulary):
    """Fines of a quarter before this one, all of them in departments with fewer than five."""
    figures = [
        figure(vocabulary, "fines_count", TRUST, ALL, QUARTERS[0], 2),
        figure(vocabulary, "fines_count", "department", "ent", QUARTERS[0], 2),
        figure(vocabulary, "fines_count", TRUST, ALL, QUARTERS[1], 0),
    ]
    shown = report_contents(publish_figures(figures, vocabulary, Thresholds()), ())

    assert "Fines levied, by department (Q1 2026/27)" in shown.not_shown
