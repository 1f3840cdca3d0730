"""Undoing what was withheld by mistake: a figure typed wrongly, a threshold set too high.

Who kept every publication can subtract. So a row opens only if, of each combined row that it was ever part
of, what stays withheld is still more than one part and large enough: the old sum minus what opens then tells
no more than a combined row may. What joined a combined row later was shown on its own before, and so adds
nothing (decision 0014).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from recalibrate.translation import gettext

from .disclosure import Disclosure
from .entered import Figure
from .merging import PartCounts
from .public import PublicFigures
from .types import SuppressedCell, Thresholds
from .vocabulary import Vocabulary

Rows = frozenset[SuppressedCell]


class StaysSuppressed(ValueError):
    """Why nothing is taken back, in a sentence."""


def unsuppress(
    figures: Iterable[Figure],
    vocabulary: Vocabulary,
    thresholds: Thresholds,
    remembered: Sequence[Rows],
    mistake: Rows,
) -> PublicFigures:
    """What readers would see without `mistake`; its `suppressed` is what stays. Raises StaysSuppressed.

    `remembered` has what each publication withheld for the first time, oldest first; `figures` are all that
    anybody may have been shown, and those still to come.
    """
    suppressed = frozenset().union(*remembered)
    run = Disclosure(tuple(figures), vocabulary, thresholds, suppressed - mistake)
    public = run.publish()
    # Opened all the same, it would be combined again at the next publication, and both would be known.
    if mistake <= public.suppressed:
        raise StaysSuppressed(
            gettext(
                "Today’s figures and thresholds ask for all of this. Correct the figure or the threshold first."
            )
        )
    seen: Rows = frozenset()
    # One publication after the other: each table that anybody may have kept is one to subtract from.
    for newly in remembered:
        seen |= newly
        if any(
            reveals_small_remainder(*group, thresholds)
            for group in aggregates_before_and_now(run, seen, public)
        ):
            raise StaysSuppressed(
                gettext(
                    "From an earlier table, what would be shown now could be subtracted, and a small row found."
                )
            )
    return public


def aggregates_before_and_now(
    run: Disclosure, seen: Rows, public: PublicFigures
) -> Iterator[tuple[set[str], set[str], PartCounts]]:
    """Each combined row as it was shown under `seen`, as it would be now, and its counts."""
    for breakdown in run.vocabulary.breakdowns:
        dimension = breakdown.dimension
        before, now = (
            aggregated_categories(seen, dimension),
            aggregated_categories(public.suppressed, dimension),
        )
        if breakdown.rule == "merge":
            for period in run.quarters_with(breakdown):
                yield before, now, run.counts(breakdown, period)
        elif breakdown.rule == "each-quarter":
            decider = replace(breakdown, measure=breakdown.counted_by or breakdown.measure, counted_by="")
            for period in run.quarters_with(decider):
                also = (dimension, decider.measure, period.key)
                # Fines are of shifts, not of doctors: a head count says nothing of how few there were.
                counts = replace(run.counts(decider, period), doctors=None)
                yield (
                    before | aggregated_categories(seen, *also),
                    now | aggregated_categories(public.suppressed, *also),
                    counts,
                )


def aggregated_categories(rows: Rows, dimension: str, measure: str = "", period: str = "") -> set[str]:
    return {w.category for w in rows if (w.dimension, w.measure, w.period) == (dimension, measure, period)}


def reveals_small_remainder(
    before: set[str], now: set[str], counts: PartCounts, thresholds: Thresholds
) -> bool:
    """Whether something of `before` opens and what is left of it is too little to hide behind."""
    left = sorted(before & now)
    return not before <= now and bool(left) and counts.gives_parts_away(left, thresholds)
