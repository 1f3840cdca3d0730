"""Words go through the door too."""

import pytest

from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.entry import read_csv
from recalibrate.guardian.figures.telling_words import telling_sentences
from recalibrate.guardian.figures.types import Thresholds


@pytest.fixture(scope="module")
def public(sample, vocabulary):
    return publish_figures(sample, vocabulary, Thresholds())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A hard winter. ENT had 3 and psychiatry only 2.", ["Psychiatry and ENT"]),
        ("Two of the T&O reports were about Sundays.", ["Trauma and orthopaedics"]),
        ("General surgery had 4 fines.", ["General surgery"]),
        ("General surgery has the highest rate, 14.5 per ten doctors.", []),
        ("General surgery had 71 reports, and 52 before.", []),
        ("We met the people of psychiatry.", []),
        ("Other specialties (combined) had 98 reports.", []),
        ("Ed is not the emergency department: 3 people know him.", ["Emergency medicine"]),
        ("Ed brought 3 cakes.", []),
    ],
)
def test_a_row_that_is_not_shown_near_a_number_is_named(public, text, names):
    assert [name for _, name in telling_sentences([text], public)] == names


def test_what_departments_are_called_is_understood_and_what_is_only_alike_is_not(vocabulary):
    rows = "\n".join(
        f"2026-27-Q3,er_raised,{dimension},{name},9,"
        for dimension, name in (
            ("department", "T & O"), ("department", "O&G"), ("department", "A&E"), ("department", "ITU"),
            ("grade", "F1"), ("department", "Gastroenterology"),
        )
    )  # fmt: skip
    entered = read_csv(f"report,measure,dimension,category,value,note\n{rows}\n".encode(), vocabulary)

    assert [fault.row for fault in entered.faults] == [7]
    assert "Did you mean" not in entered.faults[0].sentence
    assert {figure.category for figure in entered.figures} == {
        "trauma-and-orthopaedics", "obstetrics-and-gynaecology", "emergency-medicine", "anaesthetics", "fy1",
    }  # fmt: skip
