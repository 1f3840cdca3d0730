import csv
import io
import json
from dataclasses import replace

import pytest

from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.figures.tidy import COLUMNS, csv_text, harmless, json_text
from recalibrate.guardian.figures.types import Thresholds

Q2 = parse_period("2026-27-Q2")


@pytest.fixture(scope="module")
def public(sample, vocabulary):
    return publish_figures(sample, vocabulary, Thresholds())


def lines(public):
    return list(csv.DictReader(io.StringIO(csv_text(public, note="SAMPLE DATA"))))


def test_a_line_has_iso_dates_and_says_what_it_counts(public):
    found = lines(public.only(Q2))

    assert tuple(found[0]) == COLUMNS
    assert found[0]["note"] == "SAMPLE DATA"
    surgery = next(r for r in found if (r["measure"], r["category"]) == ("er_raised", "General surgery"))
    assert surgery == {
        "report": "2026-27-Q2", "period_start": "2026-07-01", "period_end": "2026-09-30",
        "measure": "er_raised", "dimension": "department", "category": "General surgery",
        "value": "71", "unit": "count", "status": "", "note": "",
    }  # fmt: skip
    months = [r for r in found if r["dimension"] == "month"]
    assert [(r["category"], r["value"]) for r in months] == [
        ("2026-07", "84"), ("2026-08", "141"), ("2026-09", "113"),
    ]  # fmt: skip


def test_a_withheld_value_is_blank_with_its_status(public):
    found = lines(public)

    detriment = [(r["value"], r["status"]) for r in found if r["measure"] == "survey_detriment"]
    assert detriment == [("", "x"), ("7", ""), ("", "c")]


def test_no_line_names_a_merged_department_but_the_combined_rows_note(public):
    for line in lines(public):
        assert line["category"] not in ("Psychiatry", "ENT")
        if line["category"].startswith("Other specialties") and line["measure"] == "er_raised":
            assert line["note"].endswith("Obstetrics and gynaecology; Psychiatry; ENT")


def test_json_has_the_same_lines_and_keeps_every_digit(public):
    document = json.loads(json_text(public, title="Figures"))

    assert document["title"] == "Figures"
    assert document["schema_version"] == 1
    assert len(document["figures"]) == len(public.figures)
    closing = [f["value"] for f in document["figures"] if f["measure"] == "fund_closing"]
    assert closing == ["2601.95", "2484.25", "3337.00"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=cmd()", "'=cmd()"),
        ("+44 20", "'+44 20"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("-12.50", "-12.50"),
        ("General medicine", "General medicine"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_calculate_comes_out_as_text(cell, expected):
    assert harmless(cell) == expected


def test_a_formula_in_a_note_comes_out_harmless(sample, vocabulary):
    figures = [replace(f, note="=cmd()") if f.measure == "fund_spend" else f for f in sample]

    text = csv_text(publish_figures(figures, vocabulary, Thresholds()))
    assert "'=cmd()" in text
    assert ",=cmd()" not in text
