"""Whether a combined row hides its parts: from readers who have every publication and know these rules, from
those who know as well which rows are empty, and from one who knows one of its rows to the unit.

Each condition is coarse, since one that turned on the very values would tell them: that another row had to
join would say why. Small rows are therefore no cover one by one. Where there are at least three of them, they
count together by their sum, in steps that leave every one of them more than one possible value; else only rows
that are not small count. So a zero protects nothing, and that it is a zero is not told either.
"""

from collections.abc import Sequence
from decimal import Decimal

CONTRIBUTORS = 3  # a reader who knows one of them still faces two
MANY = 5  # small ones, among which the empty ones are not to be told apart
UNLIMITED = Decimal(10**9)  # more than any count: what is not small needs no cover


def hides_its_parts(values: Sequence[Decimal], threshold: int) -> bool:
    """Whether a row that combines parts of these `values` may be shown."""
    return certain_contributors(values, threshold) >= CONTRIBUTORS and has_room(values, threshold)


def certain_contributors(values: Sequence[Decimal], threshold: int) -> int:
    """How many parts must have something in the sum, whichever way its small ones are divided."""
    return len(not_small(values, threshold)) + small_contributors(small(values, threshold), threshold)


def small_contributors(few: Sequence[Decimal], threshold: int) -> int:
    """How many of the small ones must have something; none where their sum says too much about one.

    Of many, as many as have: which of them are empty stays open.
    """
    if len(few) >= MANY:
        some = sum(value > 0 for value in few)
        return some if some >= CONTRIBUTORS else 0  # one or two tell no more than none
    if len(few) < CONTRIBUTORS or sum(few) < threshold + 1:
        return 0
    return min(len(few) - 1, 1 + int(sum(few) - 2) // (threshold - 1))


def has_room(values: Sequence[Decimal], threshold: int) -> bool:
    """Whether without its most certain part the row could still be made in more than one way: from below,
    since each has at least what it must have, and from above, since small ones stay below the threshold."""
    few = small(values, threshold)
    spare = [value - threshold for value in not_small(values, threshold)]
    counted = small_contributors(few, threshold)
    if counted and len(few) < MANY:
        least = (threshold - 1) * (counted - 1) + 2
        spare += [sum(few, Decimal(-least)), Decimal(1)]
    else:
        spare += [value - 1 for value in few if value > 0]
    to_spare = [UNLIMITED for _ in not_small(values, threshold)]
    to_spare += [threshold - 1 - value for value in few if value > 0]
    return sum(spare) >= CONTRIBUTORS and without_largest(spare) >= 1 and without_largest(to_spare) >= 1


def without_largest(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) - max(values, default=Decimal(0))


def small(values: Sequence[Decimal], threshold: int) -> list[Decimal]:
    return [value for value in values if value < threshold]


def not_small(values: Sequence[Decimal], threshold: int) -> list[Decimal]:
    return [value for value in values if value >= threshold]
