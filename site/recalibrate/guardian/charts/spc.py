"""When a change is more than chance: run charts, and process control from twelve points on.

Under twelve points: a run chart, with the median and the rule that five points in a row, each above (or each
below) the one before, are a trend. From twelve: an XmR chart, with the mean, natural limits at 2.66 times the
mean moving range, and the rules of `signals.py`.

Time is a calendar: a month without a value ends a run and a moving range, since what it held is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from statistics import mean, median

from recalibrate.translation import gettext_noop

from .types import LinePoint

ENOUGH_FOR_LIMITS = 12  # points: limits from fewer move with each new one
TREND = 5  # points that all go one way: the rule of run charts, which have no limits
SHIFT = 7  # points on one side of the mean, in a row: NHS England’s “Making data count”
LIMIT_FACTOR = Decimal("2.66")


@dataclass(frozen=True, slots=True)
class Centre:
    """The line that values are compared with. `low` and `high` are there from twelve points on."""

    value: Decimal
    name: str
    low: Decimal | None = None
    high: Decimal | None = None
    spread: Decimal | None = None  # from the mean to either limit, also where the lower one would be below 0

    @property
    def has_limits(self) -> bool:
        return self.low is not None

    def is_outside(self, value: Decimal) -> bool:
        return self.low is not None and self.high is not None and not self.low <= value <= self.high


def stretches(points: Sequence[LinePoint]) -> list[list[Decimal]]:
    """The values of months that follow each other, a list for each stretch between gaps."""
    found: list[list[Decimal]] = [[]]
    for point in points:
        if point.cell.value is None:
            found.append([])
        else:
            found[-1].append(point.cell.value)
    return [stretch for stretch in found if stretch]


def latest_stretch(points: Sequence[LinePoint]) -> list[Decimal]:
    """The values up to the last month without a gap; none where that month has none itself."""
    return [] if points[-1].cell.value is None else stretches(points)[-1]


def centre(*stretched: Sequence[Decimal]) -> Centre:
    """The median of fewer than twelve values; the mean of more, with its natural limits."""
    values = [value for stretch in stretched for value in stretch]
    ranges = [abs(later - earlier) for stretch in stretched for earlier, later in pairwise(stretch)]
    if len(values) < ENOUGH_FOR_LIMITS or not ranges:
        return Centre(median(values), gettext_noop("median"))
    middle = mean(values)
    spread = LIMIT_FACTOR * mean(ranges)
    return Centre(middle, gettext_noop("mean"), max(Decimal(0), middle - spread), middle + spread, spread)


@dataclass(frozen=True, slots=True)
class Run:
    """The latest points that all do the same: rise or fall, or lie above or below."""

    length: int
    is_up: bool


def latest_trend(values: Sequence[Decimal]) -> Run:
    """How many of the latest points each go the same way from the one before, the first of them included."""
    run = _latest([later - earlier for earlier, later in pairwise(values)])
    return Run(run.length + 1 if run.length else 0, run.is_up)


def latest_side(values: Sequence[Decimal], line: Centre) -> Run:
    """How many of the latest points lie on one side of the centre; one on the line itself ends the run."""
    return _latest([value - line.value for value in values])


def _latest(differences: Sequence[Decimal]) -> Run:
    signs = [(difference > 0) - (difference < 0) for difference in differences]
    last = [list(group) for _, group in groupby(signs)][-1] if signs else [0]
    return Run(len(last) if last[0] else 0, last[0] > 0)
