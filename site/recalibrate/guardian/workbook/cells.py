"""What every kind of spreadsheet comes down to: sheets of cells, each as people see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

# number: a value · date: a day, written 2026-10-01 · formula: one without a result in the file · text: the rest
Kind = Literal["text", "number", "date", "formula"]
CODES: dict[Kind, str] = {"text": "t", "number": "n", "date": "d", "formula": "f"}
KINDS: dict[str, Kind] = {code: kind for kind, code in CODES.items()}


class NotASpreadsheet(ValueError):
    """Why a file cannot be read, in a sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str = ""
    kind: Kind = "text"

    def __bool__(self) -> bool:
        return bool(self.text)


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that were made one, by the first and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Its rows may differ in length; what is merged has its words in every cell already."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row]
        return cells[column] if column < len(cells) else EMPTY


@dataclass(frozen=True, slots=True)
class Book:
    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = field(default=())  # sheets that were passed over
    name: str = ""

    def packed(self) -> Any:
        """As plain lists, to be signed and sent to the browser between two screens."""
        sheets = [
            [sheet.name, [[CODES[cell.kind] + cell.text for cell in row] for row in sheet.rows]]
            for sheet in self.sheets
        ]
        return [self.name, list(self.notices), sheets]


def unpacked(packed: Any) -> Book:
    name, notices, sheets = packed
    return Book(tuple(Sheet(title, tuple(map(_row, rows))) for title, rows in sheets), tuple(notices), name)


def _row(packed: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text[1:], KINDS[text[:1]]) if len(text) > 1 else EMPTY for text in packed)


def sheet_of(name: str, rows: Iterable[Sequence[Cell]], merged: Iterable[Area] = ()) -> Sheet:
    """Without empty ends; words of merged cells stand in each of them, numbers only where they were."""
    grid = [list(row) for row in rows]
    for area in merged:
        _spread(grid, area)
    for row in grid:
        while row and not row[-1]:
            row.pop()
    while grid and not grid[-1]:
        grid.pop()
    return Sheet(name, tuple(tuple(row) for row in grid))


def _spread(grid: list[list[Cell]], area: Area) -> None:
    if area.top >= len(grid) or area.left >= len(grid[area.top]):
        return
    first = grid[area.top][area.left]
    if first.kind in ("number", "formula") or not first:
        return
    for row in grid[area.top : area.bottom + 1]:
        right = min(area.right, max(map(len, grid)))
        row.extend([EMPTY] * (right + 1 - len(row)))
        row[area.left : right + 1] = [first] * (right + 1 - area.left)


def letters(column: int) -> str:
    """A column's name as spreadsheets have it: 0 is A, 26 is AA."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(65 + digit) + name
    return name


def place_name(row: int, column: int) -> str:
    return f"{letters(column)}{row + 1}"
