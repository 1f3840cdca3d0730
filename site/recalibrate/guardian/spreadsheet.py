"""XLSX, in and out: cells as texts, and texts as cells."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from .figures.entry import BYTES, ROWS

UNPACKED = 30 * 1024 * 1024  # a small file can unpack to gigabytes
COLUMNS = 30


class NotASpreadsheet(ValueError):
    """Why a file cannot be read as XLSX, in a sentence."""


def rows_of(content: bytes) -> list[list[str]]:
    """The first sheet's cells as texts, formulas as written. Raises NotASpreadsheet."""
    if len(content) > BYTES:
        raise NotASpreadsheet("The file is larger than 2 MB. A year’s figures need far less.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > UNPACKED:
                raise NotASpreadsheet("The file unpacks to more than 30 MB.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        if isinstance(error, NotASpreadsheet):
            raise
        raise NotASpreadsheet("This is not an XLSX file. Save it as XLSX or as CSV (UTF-8).") from error
    return list(_rows(book))


def _rows(book: Any) -> Iterator[list[str]]:
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


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
