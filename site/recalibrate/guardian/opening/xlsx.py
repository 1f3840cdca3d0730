"""XLSX as sheets of cells: what formulas gave, numbers as they are shown, hidden sheets passed over."""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from ..figures.delimited import BYTES
from ..figures.entry import ROWS
from ..workbook.cells import EMPTY, Area, Book, Cell, NotASpreadsheet, Sheet, sheet_of
from .numbers import number_cell, other_cell
from .workbook_limits import TOO_MUCH, PartFacts, refuse_oversized_workbook

DAMAGED = _("This is not an XLSX file, or it is damaged. Save it again as XLSX, or as CSV (UTF-8).")
COLUMNS = 60  # wider than any sheet of figures seen; formatting may reach to XFD
ALL_ROWS = 2 * ROWS  # of all sheets, empty ones too
_PLACE = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,7}(:\$?[A-Z]{1,3}\$?\d{1,7})?")


def read_xlsx(content: bytes) -> Book:
    """Raises NotASpreadsheet."""
    if len(content) > BYTES:
        raise NotASpreadsheet(gettext("The file is larger than 2 MB. A year’s figures need far less."))
    try:
        facts = refuse_oversized_workbook(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is lost in writing; nothing is written
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return _book(book, facts)
    except NotASpreadsheet:
        raise
    except Exception as error:  # damage may show anywhere, as anything
        raise NotASpreadsheet(DAMAGED) from error


def _book(book: Any, facts: dict[str, PartFacts]) -> Book:
    sheets, notices, room = [], [], ALL_ROWS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notices.append(
                gettext("The sheet “%(name)s” is hidden, and was passed over.") % {"name": sheet.title}
            )
            continue
        of = facts.get(str(getattr(sheet, "_worksheet_path", "")).removeprefix("/"), PartFacts())
        rows = list(_rows(sheet, of, room))
        room -= len(rows)
        sheets.append(_sheet(sheet.title, rows, of))
    return Book(tuple(sheets), tuple(notices))


def _sheet(name: str, rows: list[list[Cell]], facts: PartFacts) -> Sheet:
    return sheet_of(name, rows, [area for ref in facts.merged if (area := _area(ref))])


def _area(ref: str) -> Area | None:
    if not _PLACE.fullmatch(ref):
        return None
    left, top, right, bottom = (edge or 1 for edge in range_boundaries(ref))
    return Area(top - 1, left - 1, bottom - 1, right - 1)


def _rows(sheet: Any, facts: PartFacts, room: int) -> Iterator[list[Cell]]:
    for number, row in enumerate(sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS)):
        if number >= room:
            raise NotASpreadsheet(TOO_MUCH)
        cells = [_cell(cell, facts) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _cell(cell: Any, facts: PartFacts) -> Cell:
    value = cell.value
    if value is None:
        formula = facts.formulas and facts.formulas.get(getattr(cell, "coordinate", ""))
        return Cell(formula, "formula") if formula else EMPTY
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_cell(value, _format_of(cell))
    return other_cell(value)


def _format_of(cell: Any) -> str:
    """Some programs write cells with styles and no sheet of styles (an error in openpyxl)."""
    try:
        return str(cell.number_format)
    except (IndexError, TypeError):
        return ""
