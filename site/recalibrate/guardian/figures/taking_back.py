"""Undoing what was withheld by mistake: a figure typed wrongly, a threshold set too high.

Who kept every publication can subtract. So a row opens only if, of each combined row that it was ever part
of, what stays withheld is still more than one part and large enough: the old sum minus what opens then tells
no more than a combined row may. What joined a combined row later was shown on its own before, and so adds
nothing (decision 0014).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .disclosure import Disclosure
from .entered import Figure
from .merging import Counts
from .public import PublicFigures
from .types import Thresholds, Withheld
from .vocabulary import Vocabulary

Rows = frozenset[Withheld]


class StaysWithheld(ValueError):
    """Why nothing is taken back, in a sentence."""


def take_back(
    figures: Iterable[Figure],
    vocabulary: Vocabulary,
    thresholds: Thresholds,
    remembered: Sequence[Rows],
    mistake: Rows,
) -> PublicFigures:
    """What readers would see without `mistake`; its `withheld` is what stays. Raises StaysWithheld.

    `remembered` has what each publication withheld for the first time, oldest first; `figures` are all that
    anybody may have been shown, and those still to come.
    """
    withheld = frozenset().union(*remembered)
    run = Disclosure(tuple(figures), vocabulary, thresholds, withheld - mistake)
    public = run.publish()
    if mistake <= public.withheld:
        raise StaysWithheld(
            "Today’s figures and thresholds ask for all of this. Correct the figure or the threshold first."
        )
    seen: Rows = frozenset()
    for newly in remembered:
        seen |= newly
        if any(gives_away(*group, thresholds) for group in groups(run, seen, public)):
            raise StaysWithheld(
                "From an earlier table, what would be shown now could be subtracted, and a small row found."
            )
    return public


def groups(run: Disclosure, seen: Rows, public: PublicFigures) -> Iterator[tuple[set[str], set[str], Counts]]:
    """Each combined row as it was shown under `seen`, as it would be now, and its counts."""
    for breakdown in run.vocabulary.breakdowns:
        dimension = breakdown.dimension
        before, now = combined(seen, dimension), combined(public.withheld, dimension)
        if breakdown.rule == "merge":
            for period in run.quarters_with(breakdown):
                yield before, now, run.counts(breakdown, period)
        elif breakdown.rule == "each-quarter":
            decider = replace(breakdown, measure=breakdown.counted_by or breakdown.measure, counted_by="")
            for period in run.quarters_with(decider):
                also = (dimension, decider.measure, period.key)
                counts = replace(run.counts(decider, period), doctors=None)
                yield before | combined(seen, *also), now | combined(public.withheld, *also), counts


def combined(rows: Rows, dimension: str, measure: str = "", period: str = "") -> set[str]:
    return {w.category for w in rows if (w.dimension, w.measure, w.period) == (dimension, measure, period)}


def gives_away(before: set[str], now: set[str], counts: Counts, thresholds: Thresholds) -> bool:
    """Whether something of `before` opens and what is left of it is too little to hide behind."""
    left = sorted(before & now)
    return not before <= now and bool(left) and counts.has_small_remainder(left, thresholds)
