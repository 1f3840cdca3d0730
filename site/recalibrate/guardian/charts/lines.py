"""A value a month, with its median or limits and what happened meanwhile."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from recalibrate.translation import gettext

from ..figures.periods import short_month
from .drawing import Dot, Drawing, RuleKind, RuleLine, Sketch, TextMark, round_coordinate
from .scales import ticks
from .signals import Phase, phases
from .spc import Centre
from .types import ChartEvent, LinePoint
from .words import format_number

LEFT, RIGHT = 9.0, 85.0  # between them stand the points; right of them the names of lines
TOP, BOTTOM, HEIGHT = 62.0, 248.0, 290
EVENT_ROWS = (14.0, 31.0)
SHORT = 7  # letters of a name that has room right of the last point on a phone
FEW = 12  # up to so many points, each has its value written beside it


def line_chart(points: Sequence[LinePoint], events: Sequence[ChartEvent]) -> Drawing:
    """One or more points with a value, oldest first; a month without one is a gap with its mark."""
    values = [point.cell.value for point in points if point.cell.value is not None]
    parts = phases(points, events)
    marks = ticks([*values, *(part.line.high or Decimal(0) for part in parts)])
    sketch = Sketch()
    draw_grid(sketch, marks)
    draw_events(sketch, points, events)
    for part in parts:
        draw_centre(sketch, part, len(points), marks[-1])
    draw_trace(sketch, points, parts, marks[-1])
    draw_gaps(sketch, points)
    draw_months(sketch, points)
    return sketch.finished(HEIGHT)


def across(position: float, count: int) -> float:
    step = (RIGHT - LEFT) / max(count - 1, 1)
    return round_coordinate(LEFT + step * position) if count > 1 else round_coordinate((LEFT + RIGHT) / 2)


def up(value: Decimal, most: Decimal) -> float:
    return round_coordinate(BOTTOM - (BOTTOM - TOP) * float(value / most))


def draw_grid(sketch: Sketch, marks: Sequence[Decimal]) -> None:
    for mark in marks:
        y = up(mark, marks[-1])
        sketch.rules.append(RuleLine(0, y, RIGHT + 2, y, "grid"))
        sketch.words.append(TextMark(0, y - 4, format_number(mark), "faint"))


def draw_centre(sketch: Sketch, part: Phase, count: int, most: Decimal) -> None:
    """The mean and the limits of one phase, as far as it goes."""
    line = part.line
    draw_level(sketch, gettext(line.name), line.value, part, count, most, "median")
    for name, limit in ((gettext("upper"), line.high), (gettext("lower"), line.low)):
        if limit is not None:
            draw_level(sketch, name, limit, part, count, most, "limit")


def draw_level(
    sketch: Sketch, name: str, value: Decimal, part: Phase, count: int, most: Decimal, kind: RuleKind
) -> None:
    """A line across a phase; the last one’s is named and numbered right of the last point."""
    y = up(value, most)
    left = across(part.start - 0.5, count) if part.start else LEFT - 3
    right = across(part.end - 0.5, count) if part.end < count else RIGHT + 2
    sketch.rules.append(RuleLine(left, y, right, y, kind))
    if part.end < count:
        return
    is_short = len(name) <= SHORT
    sketch.words.append(
        TextMark(RIGHT + 3, y - 2, name, "faint") if is_short else TextMark(100, y - 2, name, "faint", "end")
    )
    sketch.words.append(TextMark(RIGHT + 3, y + 13, format_number(round(value, 1)), "value"))


def marked_points(points: Sequence[LinePoint], parts: Sequence[Phase]) -> set[int]:
    """Every point that one of the rules marks."""
    values = [point.cell.value for point in points]
    return {n for part in parts for signal in part.signals for n in signal.marks(part.line, values)}


def line_at(number: int, parts: Sequence[Phase]) -> Centre:
    return next(part.line for part in reversed(parts) if part.start <= number)


def draw_trace(sketch: Sketch, points: Sequence[LinePoint], parts: Sequence[Phase], most: Decimal) -> None:
    before: tuple[float, float] | None = None
    marked = marked_points(points, parts)
    worth_saying = worth_a_label(points, parts)
    for number, point in enumerate(points):
        x, value = across(number, len(points)), point.cell.value
        if value is None:
            if point.cell.status:
                sketch.words.append(TextMark(x, BOTTOM - 6, f"[{point.cell.status}]", "faint", "middle"))
            before = None
            continue
        y = up(value, most)
        if before:
            sketch.rules.append(RuleLine(*before, x, y, "trace"))
        sketch.dots.append(Dot(x, y, "signal" if number in marked else "dot"))
        if number in worth_saying:
            has_room_below = (
                value < line_at(number, parts).value and y + 24 < BOTTOM
            )  # away from the centre line
            sketch.words.append(
                TextMark(x, y + 21 if has_room_below else y - 10, format_number(value), "value", "middle")
            )
        before = (x, y)


def draw_gaps(sketch: Sketch, points: Sequence[LinePoint]) -> None:
    """A word in the middle of the months of quarters that are not published."""
    for is_gap, group in groupby(enumerate(points), key=lambda item: is_not_published(item[1])):
        places = [number for number, _ in group]
        if is_gap:
            x = round_coordinate((across(places[0], len(points)) + across(places[-1], len(points))) / 2)
            sketch.words.append(TextMark(x, BOTTOM - 6, gettext("gap"), "faint", "middle"))


def is_not_published(point: LinePoint) -> bool:
    return point.cell.value is None and not point.cell.status


def worth_a_label(points: Sequence[LinePoint], parts: Sequence[Phase]) -> set[int]:
    """Which points get their value written: all of a few, else the extremes, the last and any signal."""
    there = {n: p.cell.value for n, p in enumerate(points) if p.cell.value is not None}
    if len(there) <= FEW:
        return set(there)
    signals = {n for n, value in there.items() if line_at(n, parts).is_outside(value)}
    return {max(there, key=there.__getitem__), min(there, key=there.__getitem__), max(there), *signals}


def draw_months(sketch: Sketch, points: Sequence[LinePoint]) -> None:
    every = 1 if len(points) <= FEW else 3
    for number, point in enumerate(points):
        x = across(number, len(points))
        if number % every == 0:
            sketch.words.append(TextMark(x, BOTTOM + 18, short_month(point.month), "faint", "middle"))
        if number == 0 or point.month.month == 1:
            sketch.words.append(TextMark(x, BOTTOM + 34, f"{point.month:%Y}", "faint", "middle"))


def draw_events(sketch: Sketch, points: Sequence[LinePoint], events: Sequence[ChartEvent]) -> None:
    """Each as a line with its label above, in two rows so that near ones do not cover each other."""
    seen = sorted((event for event in events if is_within(event.on, points)), key=lambda event: event.on)
    for number, event in enumerate(seen):
        x = across(months_after(event.on, points[0].month), len(points))
        y = EVENT_ROWS[number % len(EVENT_ROWS)]
        is_late = x > (LEFT + RIGHT) / 2
        sketch.rules.append(RuleLine(x, y + 4, x, BOTTOM, "event"))
        sketch.words.append(
            TextMark(
                x,
                y,
                f"{event.on.day} {short_month(event.on)}: {event.label}",
                "word",
                "end" if is_late else "start",
            )
        )


def is_within(day: date, points: Sequence[LinePoint]) -> bool:
    """Whether a chart of these months reaches that day."""
    last = points[-1].month
    return points[0].month <= day and (day.year, day.month) <= (last.year, last.month)


def months_after(day: date, first: date) -> float:
    """How far along a month’s middle-of-month points the day lies: its own month’s point is at half time."""
    whole = (day.year - first.year) * 12 + day.month - first.month
    return whole + (day.day - 1) / monthrange(day.year, day.month)[1] - 0.5
