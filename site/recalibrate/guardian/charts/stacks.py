"""A whole in its parts, a bar a quarter, with a key that gives the latest quarter’s values."""

from collections.abc import Sequence
from decimal import Decimal

from recalibrate.translation import gettext

from .drawing import Box, BoxKind, Drawing, Sketch, TextMark, round_coordinate
from .types import BarRow, ChartCell
from .words import percent

KINDS: tuple[BoxKind, ...] = ("bar", "hatch", "dots", "cross", "open")
BAR_ROW, THICK = 52.0, 24.0
KEY_ROW, SWATCH, SWATCH_WIDTH = 26.0, 16.0, 7.0
GAP = 0.5  # percent between parts, so that two of them never run together


def stacked_chart(names: Sequence[str], bars: Sequence[tuple[str, Sequence[ChartCell]]]) -> Drawing:
    """Bars of equal length whose parts are shares of their sum; parts stand in the order of `names`."""
    sketch = Sketch()
    for number, (name, cells) in enumerate(bars):
        y = number * BAR_ROW
        whole = sum_cells(cells)
        sketch.words.append(TextMark(0, y + 14, name))
        if any(cell.value is None for cell in cells):
            sketch.words.append(TextMark(0, y + 36, absence(cells), "faint"))
        else:
            sketch.words.append(
                TextMark(100, y + 14, gettext("{number} in all").format(number=f"{whole:,f}"), "faint", "end")
            )
            draw_parts(sketch, cells, y + 20, whole)
    key_at = len(bars) * BAR_ROW + 10
    latest = bars[-1][1]
    draw_key(
        sketch, bars[-1][0], [BarRow(name, cell) for name, cell in zip(names, latest, strict=True)], key_at
    )
    return sketch.finished(key_at + KEY_ROW * (len(names) + 1))


def draw_parts(sketch: Sketch, cells: Sequence[ChartCell], y: float, whole: Decimal) -> None:
    x = 0.0
    for number, cell in enumerate(cells):
        if not cell.value or not whole:
            continue
        width = float(cell.value / whole) * 100
        sketch.boxes.append(
            Box(
                round_coordinate(x),
                y,
                round_coordinate(max(width - GAP, 0.3)),
                THICK,
                KINDS[number % len(KINDS)],
            )
        )
        x += width


def draw_key(sketch: Sketch, period: str, rows: Sequence[BarRow], top: float) -> None:
    sketch.words.append(TextMark(100, top + 13, period, "faint", "end"))
    whole = sum_cells([row.cell for row in rows])
    for number, row in enumerate(rows):
        y = top + KEY_ROW * (number + 1)
        sketch.boxes.append(Box(0, y, SWATCH_WIDTH, SWATCH, KINDS[number % len(KINDS)]))
        sketch.words.append(TextMark(SWATCH_WIDTH, y + 13, row.name, dx=8))
        text = row.cell.text
        if row.cell.value is not None and whole:
            text = f"{text} ({percent(row.cell.value, whole)})"
        sketch.words.append(TextMark(100, y + 13, text, "value", "end"))


def sum_cells(cells: Sequence[ChartCell]) -> Decimal:
    return sum((cell.value for cell in cells if cell.value), Decimal(0))


def absence(cells: Sequence[ChartCell]) -> str:
    return next(cell.text for cell in cells if cell.value is None)
