"""Which months say more than chance: the four rules of NHS England's Making Data Count, anywhere in a series.

As its package NHSRplotthedots (0.2.2) applies them: a month outside the limits; seven that rise, or fall, one
after the other; two of three near one limit, all three on its side of the mean; seven on one side of the mean.
Each series stands by itself from one known change of the way of working to the next. A gap ends every run. Limits
are locked: they are those of the first twelve months of a series, until a known change.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Literal

from .spc import ENOUGH_FOR_LIMITS, SHIFT, Centre, centre, stretches
from .types import ChartEvent, LinePoint

RuleName = Literal["outside", "trend", "near", "shift"]
RISING = 7  # points, as in the shift: NHS England’s “Making data count” has both
NEAR = Decimal(2) / 3  # of the way from the mean to a limit


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that fired, for the points from `first` to `last` of the series."""

    rule: RuleName
    first: int
    last: int
    is_up: bool

    def marks(self, line: Centre, values: Sequence[Decimal | None]) -> Iterator[int]:
        """The points that it marks: all of its run, or those near the limit."""
        for place in range(self.first, self.last + 1):
            if self.rule != "near" or is_near(values[place], line, self.is_up):
                yield place


@dataclass(frozen=True, slots=True)
class Phase:
    """The points from `start` up to, not including, `end`, which are compared with one line."""

    start: int
    end: int
    line: Centre
    reason: str = ""  # of the change that it starts with
    signals: tuple[Signal, ...] = ()


def phases(points: Sequence[LinePoint], events: Sequence[ChartEvent]) -> tuple[Phase, ...]:
    """One, or one from each known change on that has months with a value on both of its sides; a series too
    short for limits stays one."""
    if sum(point.cell.value is not None for point in points) < ENOUGH_FOR_LIMITS:
        return (phase(points, 0, len(points), ""),)
    months = [point.month for point in points]
    reasons = {0: ""}
    for event in sorted(events, key=lambda event: event.on):
        place = bisect_right(months, event.on) - 1
        if event.starts_anew and 0 < place < len(points):
            reasons[place] = event.label
    starts = [n for n in sorted(reasons) if any(p.cell.value is not None for p in points[n:])]
    starts = [n for n in starts if n == 0 or any(p.cell.value is not None for p in points[:n])]
    ends = [*starts[1:], len(points)]
    return tuple(phase(points, a, b, reasons[a]) for a, b in zip(starts, ends, strict=True))


def phase(points: Sequence[LinePoint], start: int, end: int, reason: str) -> Phase:
    line = centre(*stretches(baseline(points[start:end])))
    values = [point.cell.value for point in points[start:end]]
    found = signals(values, line)
    moved = tuple(Signal(s.rule, s.first + start, s.last + start, s.is_up) for s in found)
    return Phase(start, end, line, reason, moved)


def baseline(points: Sequence[LinePoint]) -> Sequence[LinePoint]:
    """The points that the limits are made of: the first twelve with a value. Later ones are compared with them
    and never move them (the package’s `fix_after_n_points`); all of them where there are fewer."""
    there = [place for place, point in enumerate(points) if point.cell.value is not None]
    return points if len(there) < ENOUGH_FOR_LIMITS else points[: there[ENOUGH_FOR_LIMITS - 1] + 1]


def signals(values: Sequence[Decimal | None], line: Centre) -> tuple[Signal, ...]:
    """Every rule that fires; none without limits, since they need twelve points."""
    if line.low is None:
        return ()
    found = [*outside(values, line), *trends(values), *near_a_limit(values, line), *shifts(values, line)]
    return tuple(found)


def outside(values: Sequence[Decimal | None], line: Centre) -> Iterator[Signal]:
    for place, value in enumerate(values):
        if value is not None and line.is_outside(value):
            yield Signal("outside", place, place, value > line.value)


def trends(values: Sequence[Decimal | None]) -> Iterator[Signal]:
    """Seven points of which each is above, or below, the one before."""
    steps = [None if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(values)]
    for way, first, last in runs(steps):
        if way and last - first + 2 >= RISING:
            yield Signal("trend", first, last + 1, way > 0)


def shifts(values: Sequence[Decimal | None], line: Centre) -> Iterator[Signal]:
    for side, first, last in runs([side_of(value, line) for value in values]):
        if side and last - first + 1 >= SHIFT:
            yield Signal("shift", first, last, side > 0)


def near_a_limit(values: Sequence[Decimal | None], line: Centre) -> Iterator[Signal]:
    for first in range(len(values) - 2):
        three = values[first : first + 3]
        sides = {side_of(value, line) for value in three}
        for is_up in (True, False):
            if sides == {1 if is_up else -1} and sum(is_near(v, line, is_up) for v in three) >= 2:
                yield Signal("near", first, first + 2, is_up)


def side_of(value: Decimal | None, line: Centre) -> int | None:
    return None if value is None else (value > line.value) - (value < line.value)


def is_near(value: Decimal | None, line: Centre, is_up: bool) -> bool:
    """Whether it lies in the last third before the limit, and not outside."""
    if value is None or line.spread is None or line.is_outside(value):
        return False
    distance = value - line.value if is_up else line.value - value
    return distance > line.spread * NEAR


def runs(ways: Sequence[int | None]) -> Iterator[tuple[int | None, int, int]]:
    """Neighbours that are alike: what they are, the first and the last of them."""
    place = 0
    for way, group in groupby(ways):
        length = len(list(group))
        yield way, place, place + length - 1
        place += length
