"""The same quarter, laid out in ever other ways, reads to the same values."""

import random
import time
from pathlib import Path

import pytest
from spreadsheet_layouts import QUARTER, Layout, as_csv, as_ods, as_xlsx, truth

import recalibrate.guardian
from recalibrate.core.toml_data import read_toml
from recalibrate.guardian.figures.vocabulary import from_tables
from recalibrate.guardian.opening.open_file import open_file
from recalibrate.guardian.workbook.read import read_book

WORDS = from_tables(read_toml(Path(recalibrate.guardian.__file__).parent / "data" / "vocabulary.toml"))
EACH = 20  # layouts of every form
FORMS = {
    "xlsx": as_xlsx,
    "ods": as_ods,
    "comma": lambda sheets: as_csv(sheets, ",", "utf-8"),
    "semicolon": lambda sheets: as_csv(sheets, ";", "utf-8-sig"),
    "tab, UTF-16": lambda sheets: as_csv(sheets, "\t", "utf-16"),
    "bar, says its mark": lambda sheets: as_csv(sheets, "|", "utf-8", says_mark=True),
    "Windows": lambda sheets: as_csv(sheets, ",", "cp1252"),
}


def read(form: str, seed: int):
    layout = Layout(seed)
    sheets = layout.drawn()
    if form not in ("xlsx", "ods") and layout.says_quarter_at == "sheet":
        layout.file_name = "Q3 2026-27"  # a file has no sheets’ names
    ending = form if form in ("xlsx", "ods") else "csv"
    book = open_file(FORMS[form](sheets), f"{layout.file_name}.{ending}")
    return sheets, read_book(book, WORDS)


def said(reading) -> list[str]:
    """Everything that stands in the way."""
    return [
        *(f"{f.sheet} {f.row}{f.column}: {f.sentence}" for f in reading.faults),
        *(f"asked: {n.text} at {n.where}" for n in reading.names),
        *(f"asked: {word}" for word in reading.words),
        *(f"asked: {choice.text}" for choice in reading.choices.values()),
        *(["asked: which quarter"] if reading.needs_period else []),
    ]


def missed(reading) -> dict:
    """What was read differently from what was drawn."""
    found = {
        (m, d, c): f"{figure.value:f}"
        for (m, d, c, period), figure in reading.figures.items()
        if period == QUARTER
    }
    return {
        place: (wanted, found.get(place)) for place, wanted in truth().items() if found.get(place) != wanted
    } | {place: (None, value) for place, value in found.items() if place not in truth()}


@pytest.mark.parametrize("form", FORMS)
def test_every_layout_reads_to_the_same_values_without_a_question(form):
    started = time.process_time()
    wrong = {}
    for seed in range(EACH):
        sheets, reading = read(form, seed)
        if problems := [*said(reading), *missed(reading).items()]:
            wrong[seed] = problems[:4]
        if any(sheet.is_hidden for sheet in sheets) and form in ("xlsx", "ods"):
            assert any("is hidden, and was passed over." in notice for notice in reading.notices)

    assert wrong == {}
    assert time.process_time() - started < 4  # seconds; 30 for all forms together


MUDDLE = (
    "", "Total", "Grade", "Specialty", "Q3 2026/27", "Oct-26", "12%", "<5", "nil", "=SUM(A1)", "#REF!", "2026",
    "Measure", "value", "category", "ENT", "FY1", "Exceptions raised", "0.5", "1,0,0", "£", "-5", "note",
    "By department", "31/12/2026", "10:30", "x" * 300, "Month 2", " – ",
)  # fmt: skip


def muddled(seed: int) -> bytes:
    """A layout after a cat has been at the keyboard."""
    chance, sheets = random.Random(seed), Layout(seed).drawn()
    for rows in (drawn.rows for drawn in sheets if drawn.rows):
        for _ in range(chance.randrange(1, 25)):
            row = chance.choice(rows)
            if row and chance.random() < 0.6:
                row[chance.randrange(len(row))] = chance.choice(MUDDLE)
            elif chance.random() < 0.5:
                rows.insert(chance.randrange(len(rows)), [chance.choice(MUDDLE) for _ in range(5)])
            else:
                row.insert(0, chance.choice(MUDDLE))
    return as_csv(sheets, ",", "utf-8")


def test_what_is_muddled_is_read_asked_about_or_refused_and_never_breaks():
    for seed in range(60):
        book = open_file(muddled(seed), "figures.csv")
        asked = read_book(book, WORDS, {"period": QUARTER.key})
        answers = {name.key: "leave" for name in asked.names} | dict.fromkeys(asked.words, "0")

        again = read_book(book, WORDS, {"period": QUARTER.key} | answers)

        assert all(fault.sentence.endswith((".", "?")) for fault in again.faults)
        assert not again.words or again.faults or again.names
