"""Files as people send them: what is wrong with one is said by row and column."""

from decimal import Decimal

import pytest

from recalibrate.guardian.figures.entry import BYTES, read_csv
from recalibrate.guardian.figures.periods import Period, parse
from recalibrate.guardian.figures.template import template_csv, template_rows
from recalibrate.guardian.figures.typed import BadValue, read_value

HEADER = "report,measure,dimension,category,value,status,note\n"
LINE = "2026-27-Q2,er_raised,department,General surgery,71,,\n"


def read(text, vocabulary):
    return read_csv(text.encode(), vocabulary)


def said(reading):
    return [f"{fault.row} {fault.column}: {fault.sentence}" for fault in reading.faults]


def test_a_file_may_use_names_or_codes_and_iso_months(vocabulary):
    text = HEADER + LINE + (
        "2026-27-q2,ER_RAISED,Department,anaesthetics,12,,\n"
        "2026-27-Q2,Exception reports raised,trust,All,338,,a note\n"
        "2026-27-Q2,er_raised,month,2026-08,141,,\n"
        "2026-27-Q2,vacancies,department,Other specialties (combined),0.8,,\n"
        "2026-27-Q2,survey_detriment,trust,All,,x,\n"
    )  # fmt: skip

    reading = read(text, vocabulary)

    assert said(reading) == []
    assert [(f.category, str(f.value), f.status) for f in reading.figures] == [
        ("general-surgery", "71", ""), ("anaesthetics", "12", ""), ("all", "338", ""), ("second", "141", ""),
        ("other", "0.8", ""), ("all", "None", "x"),
    ]  # fmt: skip


def test_a_byte_order_mark_semicolons_tabs_and_windows_letters_are_read(vocabulary):
    text = HEADER + LINE
    for content in (
        ("\ufeff" + text).encode(),
        text.replace(",", ";").encode(),
        text.replace(",", "\t").encode(),
        (text + "2026-27-Q2,fund_spend,trust,All,5,,caf\xe9\n").encode("cp1252"),
    ):
        reading = read_csv(content, vocabulary)
        assert said(reading) == []
        assert reading.figures[0].value == 71


def test_a_wrong_header_names_what_is_missing_and_what_was_meant(vocabulary):
    reading = read("report,measure,dimension,catagory,value\n" + LINE, vocabulary)

    assert said(reading)[0].startswith(
        "1 category: There is no column “category”. The first row must be: report,"
    )
    assert said(reading)[1] == "1 catagory: No column is called “catagory”. Did you mean “category”?"
    assert reading.figures == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('2026-27-Q2,fund_spend,trust,All,"1,150.00",,', "2 value: “1,150.00” has a comma: write 1150.00."),
        ('2026-27-Q2,fund_spend,trust,All,"12,5",,', "2 value: “12,5” has a comma: write it with a"),
        ("2026-27-Q2,er_isc,trust,All,-3,,", "2 value: -3 is below zero"),
        ("2026-27-Q2,er_isc,trust,All,=cmd(),,", "2 value: “=cmd()” is a formula. Paste the number"),
        ("2026-27-Q2,er_isc,trust,All,three,,", "2 value: “three” is no number."),
        ("2026-27-Q2,er_isc,trust,All,1e9,,", "2 value: “1e9” is no number."),
        ("2026-27-Q2,er_isc,trust,All,1.23456,,", "2 value: 1.23456 has too many digits"),
        ("2026-27-Q2,er_isc,trust,All,5,c,", "2 status: [c] means that there is no value, but there is one."),
        (
            "2026-27-Q2,er_raised,department,Genral surgery,5,,",
            "2 category: “Genral surgery” is no department that we know. Did you mean “General surgery”?",
        ),
        ("2026-27-Q2,er_rased,trust,All,5,,", "2 measure: “er_rased” is no measure that we know. Did you"),
        ("2026-27-Q2,er_raised,wards,A1,5,,", "2 dimension: “wards” is no dimension that we know."),
        ("2026-27-Q2,er_isc,department,ENT,5,,", "2 dimension: “Immediate safety concerns flagged” is not"),
        ("Q2,er_isc,trust,All,5,,", "2 report: “Q2” is no quarter: write it like 2026-27-Q2."),
        ("2026-27,er_isc,trust,All,5,,", "2 report: A year’s figures are made of its quarters’"),
        ("2026-27-Q2,er_raised,month,2026-01,5,,", "2 category: “2026-01” is no month that we know."),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_row_and_column(vocabulary, line, expected):
    reading = read(HEADER + line + "\n", vocabulary)

    assert [sentence[: len(expected)] for sentence in said(reading)] == [expected]
    assert reading.figures == ()


def test_a_figure_that_stands_twice_names_both_rows(vocabulary):
    reading = read(HEADER + LINE + LINE, vocabulary)

    assert said(reading) == ["3 category: The same figure stands in row 2 already."]


def test_all_faults_of_a_file_are_named_at_once_and_empty_lines_count_as_rows(vocabulary):
    text = (
        HEADER
        + "\n"
        + "2026-27-Q2,er_isc,trust,All,x1,,\n"
        + "2026-27-Q2,er_isc,trust,All,,,\n"
        + "Q9,nothing,trust,All,-1,,\n"
    )

    reading = read(text, vocabulary)

    assert [(f.row, f.column) for f in reading.faults] == [
        (3, "value"),
        (5, "report"),
        (5, "measure"),
        (5, "value"),
    ]
    assert reading.skipped == 1


def test_a_file_that_is_too_long_or_too_large_or_empty_is_refused_in_a_sentence(vocabulary):
    assert said(read(HEADER + "x,\n" * 50_000, vocabulary)) == [
        "0 : The file has more than 50,000 rows. Split it by year."
    ]
    assert "larger than 2 MB" in said(read_csv(b"x" * (BYTES + 1), vocabulary))[0]
    assert said(read("", vocabulary)) == ["0 : The file is empty."]


def test_a_template_matches_the_vocabulary_and_reads_back_what_was_entered(sample, vocabulary):
    quarters = sorted({figure.period for figure in sample})

    reading = read(template_csv(vocabulary, quarters, sample), vocabulary)

    assert said(reading) == []
    assert set(reading.figures) == set(sample)
    assert reading.skipped > 0


def test_an_empty_template_has_a_line_for_every_figure(vocabulary):
    rows = list(template_rows(vocabulary, [Period(2027, 1)]))

    assert {(row[3], row[4]) for row in rows} >= {("er_raised", "department"), ("fund_closing", "trust")}
    assert ("rota_notice", "trust") not in {(row[3], row[4]) for row in rows}
    assert {row[0] for row in rows} == {"2027-28-Q1"}
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("[C]", "c"), (" x ", "x"), ("z", "z"), ("", ""), ("12", ""), ("£12.50", ""), ("94%", "")],
)
def test_a_cell_holds_a_number_or_a_reason_or_nothing(text, expected):
    value, status = read_value(text)

    assert status == expected
    assert (value is None) == (status != "" or not text)


def test_what_is_counted_one_by_one_is_whole_and_hours_are_not():
    with pytest.raises(BadValue, match="no whole number, and this is counted one by one"):
        read_value("12.5 %", "count")
    assert read_value("12.0", "people") == (12, "")
    assert read_value("12.25", "hours") == (Decimal("12.25"), "")


def test_a_bad_cell_says_what_to_write():
    with pytest.raises(BadValue, match="write 1032"):
        read_value("1,032")
    assert parse("2026-27-Q2").month_name("first") == "2026-07"
