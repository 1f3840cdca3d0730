"""Which kind of file this is, by what is in it and not by its name; and its cells."""

import io
import zipfile

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..figures.delimited import Unreadable, delimited_rows, says_separator
from ..figures.entry import ROWS
from ..workbook.cells import EMPTY, Book, Cell, NotASpreadsheet, sheet_of
from ..workbook.times import is_date
from .ods import DAMAGED as NO_ODS
from .ods import read_ods
from .workbook_limits import LOCKED
from .xlsx import DAMAGED, read_xlsx

OLD = _("This is an old XLS file. Open it in Excel or LibreOffice, save it as XLSX or ODS, and upload that.")
ANOTHER = _(
    "This kind of file cannot be read here. Open it in Excel or LibreOffice, save it as XLSX or ODS, and upload that."
)
OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # what held all Office files until 2007, and holds encrypted ones now
PDF = _("This is a PDF, from which figures cannot be read safely. Upload the spreadsheet it was made of.")
RTF = _("This is a document, and not a spreadsheet. Upload the spreadsheet that its figures are from.")
WEB = _("This is a web page, whatever its name says. Open it in Excel or LibreOffice, and save it as XLSX.")
OTHERS = {b"%pdf": PDF, b"{\\rtf": RTF} | dict.fromkeys((b"<html", b"<!doctype", b"<?xml", b"<table"), WEB)


def open_file(content: bytes, name: str = "") -> Book:
    """The cells of any XLSX, ODS or CSV. Raises NotASpreadsheet, in words."""
    book = _opened(content, name.lower())
    return Book(book.sheets, book.notices, name)


def _opened(content: bytes, name: str) -> Book:
    if content.startswith(OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise NotASpreadsheet(LOCKED if is_locked else OLD)
    if content.startswith(b"PK"):
        return _package(content, name)
    if name.endswith((".xlsx", ".xlsm")):
        raise NotASpreadsheet(DAMAGED)
    if name.endswith(".ods"):
        raise NotASpreadsheet(NO_ODS)
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:9].lower()
    for mark, sentence in OTHERS.items():
        if start.startswith(mark):
            raise NotASpreadsheet(sentence)
    return _text(content)


def _package(content: bytes, name: str) -> Book:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = set(package.namelist())
    except Exception as error:  # damage may show as anything
        raise NotASpreadsheet(NO_ODS if name.endswith(".ods") else DAMAGED) from error
    if "content.xml" in parts or name.endswith(".ods"):
        return read_ods(content)
    if "xl/workbook.bin" in parts or any(part.startswith(("Index/", "word/", "ppt/")) for part in parts):
        raise NotASpreadsheet(ANOTHER)
    return read_xlsx(content)


def _text(content: bytes) -> Book:
    try:
        rows = delimited_rows(content)
    except Unreadable as error:
        raise NotASpreadsheet(str(error)) from error
    if not any(map(any, rows)):
        raise NotASpreadsheet(gettext("The file is empty."))
    if len(rows) > ROWS:
        raise NotASpreadsheet(gettext("The file has more than 50,000 rows. Split it by year."))
    if says_separator(rows[0]):
        rows[0] = []
    return Book((sheet_of("", ([_cell(text) for text in row[:60]] for row in rows)),))


def _cell(text: str) -> Cell:
    text = " ".join(text.split())[:500]
    return Cell(text, "date" if is_date(text) else "text") if text else EMPTY
