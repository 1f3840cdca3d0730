"""ODS as sheets of cells, read as it unpacks: repeated cells may stand for millions (decision 0041)."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from xml.parsers.expat import ExpatError, ParserCreate

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..figures.delimited import BYTES
from ..figures.entry import ROWS
from ..workbook.cells import EMPTY, Area, Book, Cell, NotASpreadsheet, Sheet, sheet_of
from .numbers import hours_cell, number_cell, text_cell
from .workbook_limits import LOCKED, TOO_MUCH, refuse_oversized_workbook
from .xlsx import COLUMNS

MANIFEST = "META-INF/manifest.xml"
DAMAGED = _("This is not an ODS file, or it is damaged. Save it again as ODS or XLSX, or as CSV (UTF-8).")
CELLS = 200_000  # of all sheets; a row that is repeated counts as often
_DURATION = re.compile(r"(-)?PT(\d{1,6})H(\d{1,4})M(\d{1,5})(?:[.,]\d*)?S")
_ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d+")
NOT_A_CELLS_OWN = ("annotation", "frame", "shapes", "tracked-changes", "g", "custom-shape", "line", "rect")
Attributes = dict[str, str]


def read_ods(content: bytes) -> Book:
    """Raises NotASpreadsheet."""
    if len(content) > BYTES:
        raise NotASpreadsheet(gettext("The file is larger than 2 MB. A year’s figures need far less."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if is_encrypted(package):
                raise NotASpreadsheet(LOCKED)
            refuse_oversized_workbook(content)
            xml = package.read("content.xml")
        reader = _Reader()
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.characters
        parser.Parse(xml, True)
    except NotASpreadsheet:
        raise
    except (ExpatError, zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, RuntimeError) as error:
        raise NotASpreadsheet(DAMAGED) from error
    except Exception as error:  # zlib and the like: damage may show as anything
        raise NotASpreadsheet(DAMAGED) from error
    return Book(tuple(reader.sheets), tuple(reader.notices))


def is_encrypted(package: zipfile.ZipFile) -> bool:
    if MANIFEST not in package.namelist():
        return False
    with package.open(MANIFEST) as manifest:
        return b"encryption-data" in manifest.read(200_000)


class _Reader:
    """Follows the elements of content.xml; cells are kept once their element ends."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.notices: list[str] = []
        self.hidden: set[str] = set()  # styles of sheets that are not shown
        self.stretches: set[str] = set()  # data styles that count hours past 24
        self.style_of_cells: dict[str, str] = {}
        self.style = self.name = ""
        self.skipped = 0  # depth inside what is no cell's own
        self.rows: list[list[Cell]] = []
        self.row: list[Cell] = []
        self.merged: list[Area] = []
        self.cell: Attributes | None = None
        self.text: list[str] = []
        self.row_times, self.empty = 1, 0
        self.room = CELLS
        self.is_shown = True

    def start(self, name: str, given: Attributes) -> None:
        local = name.rpartition(" ")[2]
        if self.skipped or local in NOT_A_CELLS_OWN:
            self.skipped += 1
            return
        attributes = {key.rpartition(" ")[2]: value for key, value in given.items() if "calcext" not in key}
        if any(key.endswith(" value-type") and value == "error" for key, value in given.items()):
            attributes["value-type"] = "error"
        handler: Callable[[Attributes], None] | None = getattr(self, f"on_{local.replace('-', '_')}", None)
        if handler:
            handler(attributes)

    def on_style(self, attributes: Attributes) -> None:
        self.style = attributes.get("name", "")
        self.style_of_cells[self.style] = attributes.get("data-style-name", "")

    def on_time_style(self, attributes: Attributes) -> None:
        if attributes.get("truncate-on-overflow") == "false":
            self.stretches.add(attributes.get("name", ""))

    def on_table_properties(self, attributes: Attributes) -> None:
        if attributes.get("display") == "false":
            self.hidden.add(self.style)

    def on_table(self, attributes: Attributes) -> None:
        self.name, self.rows, self.merged, self.empty = attributes.get("name", ""), [], [], 0
        self.is_shown = attributes.get("style-name", "") not in self.hidden
        if not self.is_shown:
            self.notices.append(
                gettext("The sheet “%(name)s” is hidden, and was passed over.") % {"name": self.name}
            )

    def on_table_row(self, attributes: Attributes) -> None:
        self.row, self.row_times = [], _times(attributes, "number-rows-repeated")

    def on_table_cell(self, attributes: Attributes) -> None:
        self.cell, self.text = attributes, []

    on_covered_table_cell = on_table_cell

    def on_p(self, attributes: Attributes) -> None:
        if self.text:
            self.text.append(" ")

    def on_s(self, attributes: Attributes) -> None:
        self.text.append(" ")

    on_tab = on_line_break = on_s

    def characters(self, text: str) -> None:
        if self.cell is not None and not self.skipped and len(self.text) < 1_000:
            self.text.append(text)

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        match name.rpartition(" ")[2]:
            case "table-cell" | "covered-table-cell" if self.cell is not None:
                self.end_cell(self.cell)
                self.cell = None
            case "table-row":
                self.end_row()
            case "table" if self.is_shown:
                self.sheets.append(sheet_of(self.name, self.rows, self.merged))

    def end_cell(self, attributes: Attributes) -> None:
        cell = self.made(attributes)
        across, down = _times(attributes, "number-columns-spanned"), _times(attributes, "number-rows-spanned")
        top, left = len(self.rows) + self.empty, len(self.row)
        if cell and (across > 1 or down > 1):
            self.merged.append(Area(top, left, top + min(down, 1_000) - 1, left + min(across, COLUMNS) - 1))
        times = min(_times(attributes, "number-columns-repeated"), COLUMNS - left)
        self.row.extend([cell] * max(times, 0))

    def end_row(self) -> None:
        while self.row and not self.row[-1]:
            self.row.pop()
        if not self.row:  # a million empty rows at the end are none
            self.empty += self.row_times
            return
        self.room -= self.row_times * len(self.row) + min(self.empty, ROWS)
        if self.room < 0 or len(self.rows) + self.empty > ROWS:
            raise NotASpreadsheet(TOO_MUCH)
        if self.is_shown:
            self.rows.extend([] for _ in range(self.empty))
            self.rows.extend(list(self.row) for _ in range(self.row_times))
        self.empty = 0

    def made(self, attributes: Attributes) -> Cell:
        shown = " ".join("".join(self.text).split())
        kind = attributes.get("value-type", "")
        if kind == "error" or (kind != "string" and _ERROR.fullmatch(shown)):
            return text_cell(shown or "#ERROR")
        match kind:
            case "float" | "percentage" | "currency":
                return _number(kind, attributes, shown)
            case "date":
                return Cell(attributes.get("date-value", "")[:10] or shown, "date")
            case "time":
                return self.time(attributes, shown)
            case "boolean":
                return text_cell(attributes.get("boolean-value", shown).capitalize())
        if not shown and attributes.get("formula") and "string-value" not in attributes:
            formula = attributes["formula"].partition(":=")[2]
            return Cell(f"={formula[:60]}", "formula")
        return text_cell(shown or attributes.get("string-value", ""))

    def time(self, attributes: Attributes, shown: str) -> Cell:
        found = _DURATION.fullmatch(attributes.get("time-value", ""))
        if found is None:
            return text_cell(shown)
        hours = int(found[2])
        style = self.style_of_cells.get(attributes.get("style-name", ""), "")
        if hours < 24 and style not in self.stretches:
            return text_cell(shown)
        spent = timedelta(hours=hours, minutes=int(found[3]), seconds=int(found[4]))
        return hours_cell(-spent if found[1] else spent)


def _number(kind: str, attributes: Attributes, shown: str) -> Cell:
    try:
        value = float(Decimal(attributes.get("value", "")))
    except (InvalidOperation, OverflowError):
        return text_cell(shown or attributes.get("value", "")) or EMPTY
    mark = {
        "percentage": "0%",
        "currency": f"[${'£' if attributes.get('currency', 'GBP') == 'GBP' else '€'}]0",
    }
    return number_cell(value, mark.get(kind, "0"))


def _times(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdigit() and len(text) < 9 else 1
