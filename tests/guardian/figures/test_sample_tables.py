"""The sample's three quarters as anybody may see them: golden tables."""

from decimal import Decimal

import pytest

from recalibrate.guardian.charts.overview import tables_not_shown
from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.periods import Period, parse_period
from recalibrate.guardian.figures.sums import format_figure, format_number
from recalibrate.guardian.figures.types import Thresholds

Q4, Q1, Q2 = parse_period("2025-26-Q4"), parse_period("2026-27-Q1"), parse_period("2026-27-Q2")
FINES = "Fines paid to the Guardian’s fund, by department"


@pytest.fixture(scope="module")
def public(sample, vocabulary):
    return publish_figures(sample, vocabulary, Thresholds())


def lines(table):
    return [" · ".join([row.name, *(words(cell) for cell in row.cells)]) for row in table.rows]


def words(cell):
    return f"[{cell.status}]" if cell.value is None else format_number(cell.value)


def test_departments_are_shown_as_expected(public):
    assert public.periods == (Q4, Q1, Q2)
    assert lines(public.table("er_raised", "department")) == [
        "General medicine · 61 · 96 · 118",
        "Emergency medicine · 34 · 47 · 39",
        "General surgery · 38 · 52 · 71",
        "Anaesthetics and critical care · 9 · 14 · 12",
        "Other specialties (combined) · 62 · 95 · 98",
    ]
    assert public.table("er_raised", "department").rows[-1].note == (
        "merged: Trauma and orthopaedics; Paediatrics; Obstetrics and gynaecology; Psychiatry; ENT"
    )


def test_rates_per_ten_doctors_are_as_expected(public):
    rates = {
        row.name: [f"{cell.value}" for cell in row.cells]
        for row in public.table("er_raised_per_10_doctors", "department").rows
    }
    assert rates == {
        "General medicine": ["5.2", "8.2", "9.5"],
        "Emergency medicine": ["6.5", "9.2", "7.1"],
        "General surgery": ["8.3", "11.3", "14.5"],
        "Anaesthetics and critical care": ["1.8", "2.8", "2.4"],
        "Other specialties (combined)": ["4.2", "6.6", "6.4"],
    }


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("doctors", ["412", "409", "431"]),
        ("doctors_led", ["58", "61", "66"]),
        ("er_carried_over", ["30", "36", "31"]),
        ("er_raised", ["204", "304", "338"]),
        ("er_closed", ["198", "309", "336"]),
        ("er_outstanding", ["36", "31", "33"]),
        ("er_raised_per_100_doctors", ["49.5", "74.3", "78.4"]),
        ("er_within_7_days", ["54.9%", "70.4%", "74.3%"]),
        ("er_isc", ["3", "4", "6"]),
        ("hours_reported", ["251.5", "372.25", "418.75"]),
        ("hours_agreed", ["248", "370.5", "417"]),
        ("guardian_time", ["1", "1", "1"]),
        ("admin_support", ["0.4", "0.6", "0.6"]),
        ("wsr_ongoing", ["3", "5", "4"]),
        ("starter_access", ["[x]", "94%", "97%"]),
        ("survey_responses", ["[x]", "96", "138"]),
        ("survey_rate", ["[x]", "23%", "32%"]),
        ("survey_access_trouble", ["[x]", "14%", "9%"]),
        ("survey_worried", ["[x]", "31%", "26%"]),
        ("survey_detriment", ["[x]", "7", "[c]"]),
        ("breaches_access", ["0", "2", "3"]),
        ("breaches_information", ["0", "1", "1"]),
        ("fines_count", ["11", "12", "19"]),
        ("fund_opening", ["£2,314.80", "£2,601.95", "£2,484.25"]),
        ("fines_value", ["£927.15", "£1,032.30", "£1,748.25"]),
        ("fund_spend", ["£640.00", "£1,150.00", "£895.50"]),
        ("fund_closing", ["£2,601.95", "£2,484.25", "£3,337.00"]),
    ],
)
def test_figures_for_the_whole_trust_are_as_expected(public, vocabulary, measure, expected):
    unit = vocabulary.measure(measure).unit

    assert [
        format_figure(c.value, unit) if c.value is not None else words(c) for c in public.series(measure)
    ] == expected


@pytest.mark.parametrize(
    ("measure", "dimension", "expected"),
    [
        ("er_raised", "month", ["49 68 87", "98 101 105", "84 141 113"]),
        ("er_raised", "grade", ["88 49 36 24 7", "121 71 58 39 15", "149 68 61 44 16"]),
        ("er_raised", "reason", ["132 21 12 27 12", "201 38 14 34 17", "219 45 19 36 19"]),
        ("er_raised", "response", ["112 41 22 9 20", "214 49 18 4 19", "251 45 14 3 25"]),
        ("er_closed", "outcome", ["109 47 22 14 6", "196 58 30 19 6", "219 52 33 27 5"]),
        ("locum_requested", "shift-result", ["428 74 109", "421 46 81", "507 58 137"]),
        ("rota_notice", "notice", ["88 79 71", "90 83 77", "91 84 79"]),
        (
            "vacancies",
            "department",
            [
                "6.2 3.4 2.6 1 5.2",
                "5.4 3 2.2 1 4.6",
                "7.1 3.8 3.3 1.2 6.3",
            ],
        ),
    ],
)
def test_breakdowns_are_as_expected(public, measure, dimension, expected):
    table = public.table(measure, dimension)

    assert [" ".join(words(row.cells[n]) for row in table.rows) for n in range(3)] == expected


def test_fines_are_shown_where_enough_departments_share_the_rest(public):
    table = public.only(Q1).table("fines_count", "department")
    assert {row.name: row.latest.value for row in table.rows} == {
        "General medicine": 6,
        "All others (combined)": 6,
    }
    money = public.only(Q1).table("fines_value", "department")
    assert [row.latest.value for row in money.rows] == [Decimal("538.20"), Decimal("494.10")]


@pytest.mark.parametrize("period", [Q4, Q2])
def test_fines_are_not_shown_where_too_few_departments_would_share_the_rest(public, period):
    assert not public.only(period).table("fines_count", "department")
    assert not public.only(period).table("fines_value", "department")


@pytest.mark.parametrize("measure", ["doctors", "er_carried_over", "er_closed", "er_outstanding"])
def test_what_would_allow_subtraction_is_the_boards_alone(public, measure):
    assert not public.table(measure, "department")


def test_an_empty_cell_says_which_of_three_reasons_it_has(public):
    assert public.cell("survey_detriment", Q4).status == "x"
    assert public.cell("survey_detriment", Q2).status == "c"
    assert public.cell("survey_detriment", Q2).note == "fewer than 5"
    not_published = public.cell("er_raised", Period(2030, 1))
    assert (not_published.value, not_published.status) == (None, "")


def test_the_first_quarter_alone_combines_the_same_departments(sample, vocabulary):
    alone = publish_figures([f for f in sample if f.period == Q4], vocabulary, Thresholds())

    assert lines(alone.table("er_raised", "department"))[-1] == "Other specialties (combined) · 62"


def test_a_table_that_is_not_shown_is_withheld_and_said_to_be(public):
    last = public.by_calendar()

    cells = last.table("fines_count", "department").rows[0].cells
    assert [words(cell) for cell in cells] == ["[c]", "6", "[c]"]
    assert tables_not_shown(last) == ("Fines levied, by department", FINES)
