"""Finds the tables of a sheet: under titles, beside and below each other, with heads of one row or more."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..figures.typed import is_unclear
from .cells import Cell, Sheet
from .words import plain

_VALUE = re.compile(
    r"[-+(]?\s*([£€$]\s*)?\d[\d,]*(\.\d+)?\s*%?\)?|\[[cxz]\]|[cxz]"
    r"|\d+\s*h(rs?|ours?)?(\s*\d+\s*m(ins?)?)?|#[A-Z/0!?]+|\d{1,4}:\d\d(:\d\d)?"
)
_STARTS = re.compile(r"[£<c]?\.?\s?\d[\d,.]*\s*(pas?|wte|h|hours?|hrs?|%|per)\b")
Known = Callable[[str], bool]
HEADS = 6  # rows of headings at most


@dataclass(slots=True)
class Table:
    """Where one is: its heads above, its labels left, its values; all by row and column of the sheet."""

    sheet: Sheet
    titles: list[str]
    heads: list[int]
    labels: list[int]
    columns: list[int]
    rows: list[int]
    ignored: list[int] = field(default_factory=list)  # columns of row numbers

    def head(self, level: int, column: int) -> str:
        """The heading at that level; one that was not repeated over the columns beside it holds for them."""
        row = self.heads[level]
        text = self.sheet.cell(row, column).text
        if text or level == len(self.heads) - 1:
            return text
        own = [c for c in (*self.labels, *self.columns) if c <= column]
        for before in reversed(own):
            if before in self.labels:
                return ""
            if found := self.sheet.cell(row, before).text:
                return found
        return ""

    def label_head(self, column: int) -> str:
        return next((t for row in reversed(self.heads) if (t := self.sheet.cell(row, column).text)), "")


@dataclass(slots=True)
class Found:
    tables: list[Table] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(
        default_factory=list
    )  # titles, cover pages, footnotes: all other words
    lines: list[str] = field(default_factory=list)  # titles since the last table
    heads: list[int] = field(default_factory=list)  # headings with an empty row below them


def is_value(cell: Cell) -> bool:
    """Whether it is a figure, or stands where one would."""
    if cell.kind in ("number", "formula"):
        return True
    text = cell.text.strip().casefold()
    if cell.kind == "date" or not text:
        return False
    return (
        bool(_VALUE.fullmatch(cell.text.strip()) or _VALUE.fullmatch(text))
        or is_unclear(text)
        or bool(_STARTS.match(text))
    )


def is_clear_value(text: str) -> bool:
    """Whether nothing but a number, its mark or a status stands there."""
    return bool(_VALUE.fullmatch(text.strip()))


def tables_of(sheet: Sheet, is_measure: Known, is_axis: Known) -> Found:
    """`is_measure` tells a list of figures from more rows of the table above it; `is_axis` a heading of labels."""
    found = Found()
    for top, bottom in _bands(sheet):
        for left, right in _groups(sheet, top, bottom):
            _Band(sheet, found, is_measure, is_axis).read(top, bottom, left, right)
    return found


def _bands(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Runs of rows with something in them."""
    start = None
    for row, cells in enumerate((*sheet.rows, ())):
        if any(cells) and start is None:
            start = row
        elif not any(cells) and start is not None:
            yield start, row
            start = None


def _groups(sheet: Sheet, top: int, bottom: int) -> list[tuple[int, int]]:
    """Columns between empty ones; numbers without words of their own belong to what is left of them."""
    width = max(len(cells) for cells in sheet.rows[top:bottom])
    used = [any(sheet.cell(row, column) for row in range(top, bottom)) for column in range(width)]
    runs: list[tuple[int, int]] = []
    for column in range(width):
        if used[column] and (column == 0 or not used[column - 1]):
            runs.append((column, column + 1))
        elif used[column]:
            runs[-1] = (runs[-1][0], column + 1)
    groups: list[tuple[int, int]] = []
    for left, right in runs:
        if groups and not _stands_alone(sheet, top, bottom, left, right):
            groups[-1] = (groups[-1][0], right)
        else:
            groups.append((left, right))
    return groups


def _stands_alone(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> bool:
    """Whether it has labels at its left, with values beside them."""
    return any(
        _is_label(sheet.cell(row, left))
        and any(is_value(sheet.cell(row, column)) for column in range(left + 1, right))
        for row in range(top, bottom)
    )


def _is_label(cell: Cell) -> bool:
    return bool(cell) and not is_value(cell)


class _Band:
    """Reads one block of cells, from its titles down to its footnotes."""

    def __init__(self, sheet: Sheet, found: Found, is_measure: Known, is_axis: Known) -> None:
        self.sheet = sheet
        self.is_axis = is_axis
        self.found = found
        self.is_measure = is_measure
        self.titles: list[str] = list(found.lines)
        self.heads: list[int] = []
        self.table: Table | None = None

    def read(self, top: int, bottom: int, left: int, right: int) -> None:
        self.left, self.right = left, right
        for row in range(top, bottom):
            cells = [column for column in range(left, right) if self.sheet.cell(row, column)]
            if not cells:
                continue
            values = [column for column in cells if is_value(self.sheet.cell(row, column))]
            if self.is_body(row, cells, values):
                self.body(row)
            elif self.is_line(row, cells):
                self.line(row)
            else:
                self.head(row)
        for row in self.heads:
            words = [self.sheet.cell(row, c).text for c in range(left, right) if self.sheet.cell(row, c)]
            self.found.texts.append((row, " ".join(dict.fromkeys(words))))
        self.found.heads = self.heads
        self.found.lines = self.titles[-4:] if self.table is None else []

    def is_body(self, row: int, cells: list[int], values: list[int]) -> bool:
        """A row of figures: a label at the left, and a value that is no year or month in a heading."""
        labels = [c for c in cells if not is_value(self.sheet.cell(row, c))]
        if self.table is not None and not values:
            return self.is_spoilt(row, labels)
        if not values or not labels:
            return False
        if self.table is None and not self.heads and len(labels) > 1 and values[-1] < labels[-1]:
            return len(values) * 2 >= len(labels)
        if labels[0] > values[0]:  # a number before the label counts the rows
            return len(values) > 1 and labels[0] == values[0] + 1 and values[1] > labels[0]
        return not all(_is_year(self.sheet.cell(row, c)) for c in values)

    def is_spoilt(self, row: int, labels: list[int]) -> bool:
        """Whether a word or a day stands where the table above has a number; it is refused by its place."""
        texts = [self.sheet.cell(row, column).text for column in labels]
        table = self.table
        if (
            table is None
            or len(labels) != 2
            or labels[0] not in table.labels
            or labels[1] not in table.columns
        ):
            return False
        return not self.is_axis(texts[0]) and not self.is_measure(texts[1])

    def is_line(self, row: int, cells: list[int]) -> bool:
        """One text alone, or one that was spread over the width: a title or a footnote."""
        texts = {self.sheet.cell(row, column).text for column in cells}
        return len(texts) == 1 and (
            cells[0] == self.left or len(cells) > 2 or (len(cells) == 1 and not self.heads)
        )

    def line(self, row: int) -> None:
        text = next(cell.text for cell in self.sheet.rows[row][self.left : self.right] if cell)
        self.found.texts.append((row, text))
        if self.table is not None:  # what follows may be another part of it, under this heading
            self.titles, self.heads = [*self.table.titles[:2], text], []
            self.table, self.before = None, self.table
        else:
            self.titles.append(text)
            self.above, self.heads = self.heads or self.above, []

    before: Table | None = None
    above: list[int] = []  # headings over a heading of a part

    def head(self, row: int) -> None:
        if self.table is not None:
            self.titles, self.heads = list(self.table.titles[:2]), []
            self.before = self.table = None
        self.heads = [*self.heads, row][-HEADS:]

    def body(self, row: int) -> None:
        if (
            self.table is None and not self.heads and self.before is not None
        ):  # a part under a heading of its own
            before = self.before
            self.table = Table(
                self.sheet, self.titles, before.heads, before.labels, before.columns, [], before.ignored
            )
            self.found.tables.append(self.table)
            self.before = None
        if self.table is None and not self.heads and (earlier := self.continued(row)):
            self.table = earlier
        if self.table is None:
            self.heads = self.heads or self.above or self.found.heads
            self.table = self.new_table(row)
            self.found.tables.append(self.table)
            self.found.heads, self.found.lines = [], []
        self.heads = []
        self.table.rows.append(row)

    def continued(self, row: int) -> Table | None:
        """The table above, where an empty line stands inside it; its total often comes after one."""
        earlier = next((t for t in reversed(self.found.tables) if t.sheet is self.sheet and t.rows), None)
        if (
            earlier is None
            or not earlier.heads
            or self.titles
            or self.found.heads
            or earlier.labels[0] < self.left
        ):
            return None
        label = self.sheet.cell(row, earlier.labels[-1] if not earlier.labels else earlier.labels[0])
        others = [c for c in range(self.left, self.right) if self.sheet.cell(row, c)]
        if not label or not all(c in (*earlier.labels, *earlier.columns, *earlier.ignored) for c in others):
            return None
        first = self.sheet.cell(earlier.rows[0], earlier.labels[0]).text
        if self.is_measure(label.text) and not self.is_measure(first):
            return None
        return earlier

    def new_table(self, row: int) -> Table:
        """Label columns are those left of the first that mostly has values, from this row down."""
        rows = list(self.rows_below(row))
        labels, columns, ignored = [], [], []
        for column in range(self.left, self.right):
            cells = [cell for r in rows if (cell := self.sheet.cell(r, column))]
            values = sum(map(is_value, cells))
            heading = next((t for r in reversed(self.heads) if (t := self.sheet.cell(r, column).text)), "")
            if not columns and self.is_numbering(column, rows, heading):
                ignored.append(column)
            elif not columns and cells and values * 2 <= len(cells) - (bool(labels) and values > 0):
                labels.append(column)
            elif cells or heading:
                columns.append(column)
        if not labels and columns:
            labels, columns = columns[:1], columns[1:]
        titles = list(self.titles)
        return Table(self.sheet, titles, list(self.heads), labels, columns, [], ignored)

    def rows_below(self, row: int) -> Iterator[int]:
        for below in range(row, min(len(self.sheet.rows), row + 400)):
            if not any(self.sheet.cell(below, c) for c in range(self.left, self.right)):
                return
            yield below

    def is_numbering(self, column: int, rows: list[int], heading: str) -> bool:
        """1, 2, 3 … left of the labels."""
        if plain(heading) not in ("", "no", "no.", "#", "ref", "row", "item") or column + 1 >= self.right:
            return False
        found = [self.sheet.cell(row, column).text for row in rows]
        numbers = [int(text) for text in found if text.isdigit() and len(text) < 4]
        beside = sum(_is_label(self.sheet.cell(row, column + 1)) for row in rows)
        return (
            len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) and beside * 2 > len(rows)
            and beside >= len(numbers)
        )  # fmt: skip


def _is_year(cell: Cell) -> bool:
    return cell.text.isdigit() and len(cell.text) == 4 and 1990 <= int(cell.text) <= 2100
