"""Counts of one or two for the whole of a small Trust, where everybody would know who that was.

Such a count is not said, nor what it is divided into, nor the other figures of its sum, from which it would
follow. The Guardian's fund stays: what it took in is the board's to publish.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from .entered import Figure
from .periods import Period
from .types import ALL, TRUST
from .vocabulary import Vocabulary

Cells = Mapping[tuple[str, str, Period], Mapping[str, Figure]]
# So few know one another: a count of one needs no name beside it.
SMALL_TRUST = 50  # doctors in training
ONE_OR_TWO = (1, 2)


def is_small_trust(figures: Iterable[Figure], vocabulary: Vocabulary) -> bool:
    """Whether it was one in any quarter of these: only then do the sums of figures matter."""
    return any(
        figure.value < SMALL_TRUST
        for figure in figures
        if (figure.measure, figure.dimension) == (vocabulary.headcount, TRUST) and figure.value is not None
    )


def too_few_in_small_trust(cells: Cells, vocabulary: Vocabulary, period: Period) -> frozenset[str]:
    """The measures whose figures for the whole Trust are not shown in this quarter."""
    doctors = _whole(cells, vocabulary.headcount, period)
    if doctors is None or doctors >= SMALL_TRUST:
        return frozenset()
    counts = {m.slug for m in vocabulary.measures if m.unit == "count" and m.points_at_people}
    # Nought is said: that nothing was reported points at no one, and hiding it would make every gap look like a case.
    few = {slug for slug in counts if _whole(cells, slug, period) in ONE_OR_TWO}
    for balance in vocabulary.balances:
        measures = {balance.opening, balance.increase, balance.decrease, balance.closing}
        # Carried over plus raised minus closed is outstanding: three of the four give the fourth.
        if measures & few and measures <= counts:
            few |= measures
    return frozenset(few)


def _whole(cells: Cells, measure: str, period: Period) -> Decimal | None:
    figure = cells.get((measure, TRUST, period), {}).get(ALL)
    return figure.value if figure else None
