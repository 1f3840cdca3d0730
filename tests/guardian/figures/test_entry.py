"""Files as people send them: what is wrong with one is said by row and column."""

from decimal import Decimal

import pytest

from recalibrate.guardian.figures.entry import BYTES, csv_rows, read_csv, read_rows
from recalibrate.guardian.figures.periods import Period, parse_period
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
        ('2026-27-Q2,fund_spend,trust,All,"1,15.00",,', "2 value: “1,15.00” has a comma: write it with a"),
        ('2026-27-Q2,fund_spend,trust,All,"12,5",,', "2 value: “12,5” has a comma: write it with a"),
        ("2026-27-Q2,er_isc,trust,All,-3,,", "2 value: -3 is below zero"),
        ("2026-27-Q2,er_isc,trust,All,=cmd(),,", "2 value: “=cmd()” is a formula. Paste the number"),
        ("2026-27-Q2,er_isc,trust,All,three,,", "2 value: “three” is not a number."),
        ("2026-27-Q2,er_isc,trust,All,1e9,,", "2 value: “1e9” is not a number."),
        ("2026-27-Q2,er_isc,trust,All,1.23456,,", "2 value: 1.23456 has too many digits"),
        ("2026-27-Q2,er_isc,trust,All,5,c,", "2 status: [c] means that there is no value, but there is one."),
        (
            "2026-27-Q2,er_raised,department,Genral surgery,5,,",
            "2 category: No department is called “Genral surgery”. Did you mean “General surgery”?",
        ),
        ("2026-27-Q2,er_rased,trust,All,5,,", "2 measure: No measure is called “er_rased”. Did you"),
        ("2026-27-Q2,er_raised,wards,A1,5,,", "2 dimension: No dimension is called “wards”."),
        ("2026-27-Q2,er_isc,department,ENT,5,,", "2 dimension: “Immediate safety concerns flagged” is not"),
        ("Q2,er_isc,trust,All,5,,", "2 report: “Q2” is not a quarter. Write it like 2026-27-Q2."),
        ("2026-27,er_isc,trust,All,5,,", "2 report: A year’s figures are made of its quarters’"),
        ("2026-27-Q2,er_raised,month,2026-01,5,,", "2 category: No month is called “2026-01”."),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_row_and_column(vocabulary, line, expected):
    reading = read(HEADER + line + "\n", vocabulary)

    assert [sentence[: len(expected)] for sentence in said(reading)] == [expected]
    assert reading.figures == ()


def test_a_figure_that_stands_twice_names_both_rows(vocabulary):
    reading = read(HEADER + LINE + LINE, vocabulary)

    assert said(reading) == ["3 category: The same figure is in row 2 already."]


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
    with pytest.raises(BadValue, match="not a whole number, and this is counted one by one"):
        read_value("12.5", "count")
    assert read_value("12.0", "people") == (12, "")
    assert read_value("12.25", "hours") == (Decimal("12.25"), "")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1,405", "count", "1405"), ("333 ", "count", "333"), ("£1,032.30", "GBP", "1032.30"),
        ("372h 15m", "hours", "372.25"), ("8h", "hours", "8"), ("94%", "percent", "94"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, unit, value):
    assert read_value(text, unit) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("12%", "count", "is a percentage, and this is counted one by one"),
        ("£5", "people", "is an amount of money, and this counts people"),
        ("3h 20m", "GBP", "is a number of hours, and this is in pounds"),
        ("3h 75m", "hours", "is not a number"),
        ("#REF!", "count", "is an error in the spreadsheet"),
        ("True", "count", "is not a number"),
        ("15 days, 12:15:00", "hours", "is a time. Write hours as a number, like 372.25"),
        ("1,2", "hours", "write it with a full stop"),
    ],
)
def test_a_cell_with_another_unit_or_an_error_says_which(text, unit, said):
    with pytest.raises(BadValue, match=said):
        read_value(text, unit)


def test_a_word_that_may_mean_several_things_is_asked_about_once(vocabulary):
    text = HEADER + (
        "2026-27-Q2,er_isc,trust,All,nil,,\n2026-27-Q2,er_raised,department,ENT,<5,,\n"
        "2026-27-Q2,er_raised,trust,All,NIL,,\n2026-27-Q2,survey_worried,trust,All,c.31%,,\n"
    )
    rows = csv_rows(text.encode())

    asked = read_rows(rows, vocabulary)
    answered = read_rows(rows, vocabulary, {"nil": "0", "<5": "c", "c.31%": ""})

    assert (asked.questions, asked.figures, said(asked)) == (("nil", "<5", "c.31%"), (), [])
    assert [(f.value, f.status) for f in answered.figures] == [(0, ""), (None, "c"), (0, "")]
    assert not answered.questions


def test_a_name_is_matched_by_its_letters_and_never_by_a_far_neighbour(vocabulary):
    line = "2026-27-Q2,er_raised,department,{},9,,\n"

    near = read(HEADER + line.format("Trauma  &  Orthopaedics"), vocabulary)
    far = read(HEADER + line.format("Gastroenterology"), vocabulary)

    assert [figure.category for figure in near.figures] == ["trauma-and-orthopaedics"]
    assert "Did you mean" not in said(far)[0]


def test_a_total_is_compared_with_its_parts_and_not_kept(vocabulary):
    text = HEADER + LINE + (
        "2026-27-Q2,er_raised,department,ENT,9,,\n2026-27-Q2,er_raised,department,Total,{},,\n"
        "Source: the reporting system,,,,,,\n"
    )  # fmt: skip

    right, wrong = read(text.format(80), vocabulary), read(text.format(81), vocabulary)

    assert [f.category for f in right.figures] == ["general-surgery", "ent"]
    assert right.notices == (
        "Row 5, “Source: the reporting system”, was passed over.",
        "Row 4 is a total: its parts make 80 too. It is not kept.",
    )
    assert said(wrong) == ["4 value: This total says 81, but its parts make 80."]


def test_a_separator_line_utf_16_other_headings_and_more_columns_are_read(vocabulary):
    lines = "Quarter,Measure,Dimension,Specialty,Value,Checked by\n2026-27-Q2,er_isc,trust,All,{},JS\n"
    for content in (
        lines.format(7).encode("utf-16"),
        ('"sep=;"\n' + lines.format(7).replace(",", ";")).encode(),
        lines.format(7).replace(",", "\t").encode("utf-16"),
    ):
        reading = read_csv(content, vocabulary)
        assert [figure.value for figure in reading.figures] == [7]
        assert reading.notices == ("The column “checked by” was passed over.",)
    wrong = read_csv(("sep=,\n" + lines.format("-3")).encode(), vocabulary)
    assert said(wrong)[0].startswith("3 value: -3 is below zero")


def test_a_bad_cell_says_what_to_write():
    with pytest.raises(BadValue, match=r"write it with a full stop, like 12\.5"):
        read_value("1,03")
    assert parse_period("2026-27-Q2").month_name("first") == "2026-07"
