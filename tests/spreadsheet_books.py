"""Small books made of plain values, and what is read from them."""

import io
from pathlib import Path

from openpyxl import Workbook

import recalibrate.guardian
from recalibrate.core.toml_data import read_toml
from recalibrate.guardian.figures.vocabulary import from_tables
from recalibrate.guardian.opening.open_file import open_file
from recalibrate.guardian.workbook.findings import BookReading
from recalibrate.guardian.workbook.read import read_book

WORDS = from_tables(read_toml(Path(recalibrate.guardian.__file__).parent / "data" / "vocabulary.toml"))
LISTED = ["report", "measure", "dimension", "category", "value"]


def xlsx(sheets: dict[str, list[list[object]]], *, formats: dict[str, str] | None = None) -> bytes:
    """Sheets of values by their names; `formats` are number formats of cells of the last sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value not in ("", None):
                    sheet.cell(number, column, value)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "figures.xlsx", **answers: str) -> BookReading:
    """`answers` by the keys of questions, `period` among them."""
    return read_book(open_file(content, name), WORDS, {"period": "2026-27-Q3"} | answers)


def values(reading: BookReading) -> dict[str, str]:
    """`er_raised department ent` → `5`, or `[c]`."""
    return {
        " ".join(spot[:3]): f"[{figure.status}]" if figure.value is None else f"{figure.value:f}"
        for spot, figure in reading.figures.items()
    }


def faults(reading: BookReading) -> list[str]:
    return [f"{f.sheet}!{f.column}{f.row} {f.sentence}" for f in reading.faults]
