"""Bars that lie: one a row, longest first or in the order given; and bars in groups."""

from collections.abc import Sequence
from decimal import Decimal
from textwrap import wrap

from .drawing import Box, Drawing, Sketch, TextMark, round_coordinate
from .types import BarRow

WIDEST = 80.0  # percent: room at the end for the value
ROW, THICK = 46.0, 16.0
GROUP_HEAD, GROUP_ROW, GROUP_GAP = 26.0, 24.0, 14.0
NAMES = 30.0  # percent, for names that stand beside their bars
HEADING, LINE = 34, 18.0  # letters that a narrow phone has room for, and the pixels of one line of them


def bar_chart(rows: Sequence[BarRow]) -> Drawing:
    """A bar a row below its name. Rows without a value say why instead."""
    most = greatest(rows)
    sketch = Sketch()
    for number, row in enumerate(rows):
        y = number * ROW
        sketch.words.append(TextMark(0, y + 14, row.name))
        draw_bar(sketch, row, y + 21, 0, WIDEST, most)
    return sketch.finished(len(rows) * ROW)


def grouped_bars(
    groups: Sequence[tuple[str, Sequence[BarRow]]], most: Decimal, *, has_track: bool
) -> Drawing:
    """A heading a group, then its bars beside their names; `has_track` shows how far `most` would reach."""
    sketch, y = Sketch(), 0.0
    for heading, rows in groups:
        lines = wrap(heading, HEADING)
        sketch.words += [TextMark(0, y + 14 + LINE * at, line, "strong") for at, line in enumerate(lines)]
        y += GROUP_HEAD + LINE * (len(lines) - 1)
        for row in rows:
            sketch.words.append(TextMark(0, y + 13, row.name, "faint"))
            if has_track and row.cell.value is not None:
                sketch.boxes.append(Box(NAMES, y, WIDEST - NAMES + 6, THICK, "track"))
            draw_bar(sketch, row, y, NAMES, WIDEST + 6, most, is_beyond=has_track)
            y += GROUP_ROW
        y += GROUP_GAP
    return sketch.finished(y - GROUP_GAP)


def draw_bar(
    sketch: Sketch, row: BarRow, y: float, start: float, end: float, most: Decimal, *, is_beyond: bool = False
) -> None:
    """The bar and its value: right after it, or beyond `end` where a track goes on behind it."""
    if row.cell.value is None:
        sketch.words.append(TextMark(start, y + 13, row.cell.text, "faint"))
        return
    width = round_coordinate((end - start) * float(row.cell.value / most))
    sketch.boxes.append(Box(start, y, width, THICK))
    sketch.words.append(
        TextMark(end if is_beyond else round_coordinate(start + width), y + 13, row.cell.text, "value", dx=6)
    )


def greatest(rows: Sequence[BarRow]) -> Decimal:
    """What the longest bar stands for; never nothing, so that a row of noughts can be drawn."""
    return max((row.cell.value for row in rows if row.cell.value), default=Decimal(1))


def longest_first(rows: Sequence[BarRow]) -> list[BarRow]:
    """Sorted by value; rows without one keep their order at the end."""
    return sorted(rows, key=lambda row: (row.cell.value is None, -(row.cell.value or 0)))
