"""A mistake is taken back without telling what stays withheld, even to readers who kept what was published."""

from dataclasses import replace
from decimal import Decimal

import pytest
from disclosure_attackers import determined, equations_of
from disclosure_histories import LIMITS, QUARTERS, cells_of, histories, quarter, shown_in, there, words
from hypothesis import given, settings
from hypothesis import strategies as st

from recalibrate.guardian.figures.disclosure import NOTHING, publish_figures
from recalibrate.guardian.figures.types import Thresholds
from recalibrate.guardian.figures.unsuppress import StaysSuppressed, unsuppress

TOO_HIGH = Thresholds(9, 25)


def remembered_in_turn(vocabulary, quarters, thresholds):
    """Each publication, and what it withheld for the first time."""
    suppressed, figures, public, newly = NOTHING, (), [], []
    for quarter_of_figures, limits in zip(quarters, thresholds, strict=True):
        figures += quarter_of_figures
        public.append(publish_figures(figures, vocabulary, limits, suppressed))
        newly.append(public[-1].suppressed - suppressed)
        suppressed = public[-1].suppressed
    return public, newly, figures


def with_heads(figures, heads):
    """The same with other head counts: who joins a small row depends on them."""
    parts = iter(heads)
    return tuple(
        replace(f, value=Decimal(next(parts)))
        if f.measure == "doctors" and f.dimension == "department" and f.value is not None
        else f
        for f in figures
    )


@settings(max_examples=200)
@given(histories(), st.data())
def test_what_is_taken_back_never_tells_what_stays_withheld(history, data):
    vocabulary, quarters = history
    limits = [data.draw(st.sampled_from([LIMITS, TOO_HIGH])) for _ in quarters]
    public, newly, figures = remembered_in_turn(vocabulary, quarters, limits)
    mistake = newly[data.draw(st.integers(0, len(newly) - 1))]
    heads = data.draw(st.lists(st.integers(7, 40), min_size=20, max_size=20))
    figures = with_heads(figures, heads)

    try:
        later = unsuppress(figures, vocabulary, LIMITS, newly, mistake)
    except StaysSuppressed:
        return

    cells = cells_of(quarters)
    everything = [*public, later]
    equations = [
        equation
        for seen in everything
        for equation in equations_of(seen, vocabulary, lambda cell: cells[cell].value is not None)
    ]
    found = set(determined(equations)) - shown_in(everything)
    assert not {cell for cell in found if len(there(cells, cell)) > 1}


def names(public):
    return [row.name for row in public.table("er_raised", "department").rows]


HEADS = (12, 13, 14, 15, 30, 40, 50)


def test_a_threshold_that_was_never_meant_can_be_taken_back():
    figures = tuple(quarter(QUARTERS[0], (20, 30, 40, 50, 60, 70), (*HEADS[:3], 30, 40, 50)))
    strict = publish_figures(figures, words(6), Thresholds(5, 20))

    public = unsuppress(figures, words(6), LIMITS, [strict.suppressed], strict.suppressed)

    assert names(strict) == ["D", "E", "F", "Others (combined)"]
    assert names(public) == ["A", "B", "C", "D", "E", "F"]


def test_what_the_figures_still_ask_for_stays():
    figures = tuple(quarter(QUARTERS[0], (3, 4, 40, 50), (12, 12, 30, 30)))
    public = publish_figures(figures, words(4), LIMITS)

    with pytest.raises(StaysSuppressed, match="ask for all of this"):
        unsuppress(figures, words(4), LIMITS, [public.suppressed], public.suppressed)


def test_a_row_that_a_small_one_hid_behind_stays():
    """A was small and B, C and D joined it. With other head counts E would join in B's place, and the old sum
    minus what opens leaves A with too few."""
    figures = tuple(quarter(QUARTERS[0], (3, 20, 30, 50, 60, 70, 80), HEADS))
    before = publish_figures(figures, words(7), LIMITS)
    assert names(before) == ["E", "F", "G", "Others (combined)"]
    corrected = with_heads(figures, (12, 60, 14, 15, 30, 40, 50))

    with pytest.raises(StaysSuppressed, match="subtracted"):
        unsuppress(corrected, words(7), LIMITS, [before.suppressed], before.suppressed)


def test_an_older_mistake_can_be_taken_back_after_later_quarters():
    first = tuple(quarter(QUARTERS[0], (20, 30, 40, 50, 60, 70), (12, 12, 12, 30, 30, 30)))
    second = tuple(quarter(QUARTERS[1], (20, 30, 40, 50, 60, 70), (25, 26, 27, 30, 30, 30)))
    public, newly, figures = remembered_in_turn(words(6), [first, second], [Thresholds(5, 20), LIMITS])
    assert names(public[-1]) == ["D", "E", "F", "Others (combined)"]

    opened = unsuppress(figures, words(6), LIMITS, newly, newly[0])

    assert names(opened) == ["A", "B", "C", "D", "E", "F"]


def test_a_mistake_that_hides_something_newer_stays():
    first = tuple(quarter(QUARTERS[0], (20, 30, 40, 50, 60, 70), (12, 12, 12, 30, 30, 30)))
    second = tuple(quarter(QUARTERS[1], (20, 30, 40, 50, 60, 3), (25, 26, 27, 30, 30, 30)))
    _, newly, figures = remembered_in_turn(words(6), [first, second], [Thresholds(5, 20), LIMITS])

    with pytest.raises(StaysSuppressed):
        unsuppress(figures, words(6), LIMITS, newly, newly[0])
