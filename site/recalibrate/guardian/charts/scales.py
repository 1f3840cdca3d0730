"""Axes that start at zero and end at a round number."""

from collections.abc import Sequence
from decimal import Decimal

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def round_step(most: Decimal, intervals: int = 4) -> Decimal:
    """The smallest of 1, 2, 2.5, 5, 10 … whose `intervals` steps reach `most`."""
    if most <= 0:
        return Decimal(1)
    power = Decimal(10) ** (most / intervals).adjusted()
    return next(power * step for step in STEPS if power * step * intervals >= most)


def ticks(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Zero, then round numbers up to the first at or above the greatest value."""
    most = max(values, default=Decimal(0))
    step = round_step(most)
    marks = [Decimal(0)]
    while marks[-1] < most or len(marks) == 1:
        marks.append(marks[-1] + step)
    return tuple(marks)
