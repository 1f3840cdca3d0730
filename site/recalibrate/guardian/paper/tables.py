"""Live tables: a head that is repeated on every page, cells that screen readers and spreadsheets can use."""

import re
from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row

SMALL = Pt(9)
NUMBER = re.compile(r"^[£−–]?[\d,.]*%?$|\[[cxz]\]$|^Q\d ")  # a value, why there is none, or its quarter
WIDTH, FIRST = 16.6, 6.6  # centimetres between the margins, and of those for the names of rows


def add_table(document: Document, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    columns = max(len(head), *(len(row) for row in rows)) if rows else len(head)
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    fill(table.add_row(), head, is_head=True)
    for row in rows:
        fill(table.add_row(), row)
    repeat_head(table.rows[0])
    if columns > 2:
        set_widths(table, columns)
    document.add_paragraph()
    return table


def set_widths(table: Table, columns: int) -> None:
    """Word goes by the cells' widths, others by the columns'."""
    table.autofit = False
    for number, column in enumerate(table.columns):
        column.width = Cm(FIRST if number == 0 else (WIDTH - FIRST) / (columns - 1))
        for cell in column.cells:
            cell.width = column.width


def fill(row: _Row, texts: Sequence[str], *, is_head: bool = False) -> None:
    keep_whole(row)
    for number, text in enumerate(texts):
        write(
            row.cells[number], text, is_bold=is_head or number == 0, is_number=number > 0 and is_short(text)
        )


def is_short(text: str) -> bool:
    return len(text) < 20


def write(cell: _Cell, text: str, *, is_bold: bool = False, is_number: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = is_bold or None, SMALL
    paragraph.paragraph_format.space_after = Pt(1)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def repeat_head(row: _Row) -> None:
    marker = OxmlElement("w:tblHeader")
    marker.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(marker)


def keep_whole(row: _Row) -> None:
    marker = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(marker)
