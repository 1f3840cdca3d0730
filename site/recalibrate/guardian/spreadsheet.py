"""XLSX, in and out: cells as texts, and texts as cells."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from .figures.entry import BYTES, ROWS
from .workbook_limits import NotASpreadsheet, refuse_oversized_workbook

DAMAGED = "This is not an XLSX file, or it is damaged. Save it again as XLSX, or as CSV (UTF-8)."
COLUMNS = 30


def sheet_rows(content: bytes) -> list[list[str]]:
    """The first sheet's cells as texts, formulas as written. Raises NotASpreadsheet."""
    if len(content) > BYTES:
        raise NotASpreadsheet("The file is larger than 2 MB. A year’s figures need far less.")
    try:
        refuse_oversized_workbook(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return list(_rows(book))
    except NotASpreadsheet:
        raise
    except Exception as error:  # damage may show anywhere, as anything
        raise NotASpreadsheet(DAMAGED) from error


def _rows(book: Any) -> Iterator[list[str]]:
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS):
        cells = [_shown(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _shown(cell: Any) -> str:
    """As the sheet shows it where that is another number: 0.94 in a cell for percentages is 94%."""
    value = cell.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and "%" in str(cell.number_format):
        return f"{_text(float(value) * 100)}%"
    return _text(value)


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell)
        case float():
            return f"{round(cell, 6):f}".rstrip("0").rstrip(".")
        case datetime() | date():
            return f"{cell:%Y-%m-%d}"
        case _:
            return str(cell).strip()


def workbook(rows: Iterable[Iterable[str]], number_column: int) -> bytes:
    """Rows as an XLSX file; every cell is a text but the numbers, so nothing in it is calculated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, cell, number > 0 and n == number_column) for n, cell in enumerate(row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, is_number: bool) -> Any:
    if is_number and text:
        return float(text)
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
