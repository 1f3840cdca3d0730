"""Intervals for readers who want them: in the files only. On a page the doubt is silence, not sampling."""

from collections.abc import Callable
from math import comb, hypot, sqrt
from statistics import NormalDist

Interval = tuple[float, float]  # per cent, to one decimal

Z = NormalDist().inv_cdf(0.975)
HALVINGS = 60  # of 0 to 1: finer than a float can tell (53 bits), so the rounding is all that is lost


def wilson(yes: int, answered: int) -> Interval:
    """The 95% score interval."""
    share = yes / answered
    spread = 1 + Z * Z / answered
    middle = (share + Z * Z / (2 * answered)) / spread
    half = Z * sqrt(share * (1 - share) / answered + Z * Z / (4 * answered * answered)) / spread
    return rounded(max(0.0, middle - half)), rounded(min(1.0, middle + half))


def exact(yes: int, answered: int) -> Interval:
    """The 95% interval of Clopper and Pearson."""
    low = 0.0 if yes == 0 else crossing(lambda p: 1 - up_to(yes - 1, answered, p) < 0.025)
    high = 1.0 if yes == answered else crossing(lambda p: up_to(yes, answered, p) > 0.025)
    return rounded(low), rounded(high)


def up_to(most: int, answered: int, share: float) -> float:
    """How likely it is that at most so many say yes."""
    return sum(comb(answered, k) * share**k * (1 - share) ** (answered - k) for k in range(most + 1))


def crossing(is_below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2


def newcombe(before: tuple[int, int], after: tuple[int, int]) -> tuple[float, float, float]:
    """The difference of two independent groups in percentage points, with its 95% interval."""
    shares = [yes / answered for yes, answered in (before, after)]
    (low1, high1), (low2, high2) = ([x / 100 for x in wilson(*group)] for group in (before, after))
    change = shares[1] - shares[0]
    return (
        rounded(change),
        rounded(change - hypot(shares[1] - low2, high1 - shares[0])),
        rounded(change + hypot(high2 - shares[1], shares[0] - low1)),
    )


def rounded(share: float) -> float:
    return round(100 * share, 1)
