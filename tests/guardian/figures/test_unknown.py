"""Not known is neither small nor zero: it leaves its breakdown out of its quarter, and nothing else."""

from dataclasses import replace

from disclosure_attackers import determined, equations_of
from disclosure_histories import LIMITS, QUARTERS, cells_of, histories, quarter, shown_in, there, words
from hypothesis import given, settings
from hypothesis import strategies as st

from recalibrate.guardian.figures.disclosure import NOTHING, Disclosure, publish_figures
from recalibrate.guardian.figures.safety import faults
from recalibrate.guardian.figures.unknown import Unknown, all_unknown
from recalibrate.guardian.figures.vocabulary import BreakdownSpec

WHOLE = tuple(quarter(QUARTERS[0], (20, 20, 20), (30, 30, 30), (9, 9, 9)))


def without(figures, measure, *categories):
    return tuple(
        f
        for f in figures
        if not (f.measure == measure and f.dimension == "department" and f.category in categories)
    )


def said_not_known(figures, measure, *categories):
    return tuple(
        replace(f, value=None, status="x")
        if f.measure == measure and f.dimension == "department" and f.category in categories
        else f
        for f in figures
    )


def names(public, period, measure="er_raised"):
    table = public.only(period).table(measure, "department")
    return [row.name for row in table.rows if row.latest.value is not None]


def unknown_in(figures, period=QUARTERS[0]):
    run = Disclosure(figures, words(3), LIMITS, NOTHING)
    run.publish()
    return list(all_unknown(run.cells, words(3), period))


def test_a_quarter_without_head_counts_leaves_every_other_quarters_table_as_it_is():
    later = tuple(quarter(QUARTERS[1], (20, 20, 20), (30, 30, 30), (9, 9, 9)))
    incomplete = without(later, "doctors", "a", "b", "c")

    public = publish_figures((*WHOLE, *incomplete), words(3), LIMITS)

    assert names(public, QUARTERS[0]) == ["A", "B", "C"]
    assert names(public, QUARTERS[1]) == []
    assert names(public, QUARTERS[1], "fines_count") == []
    assert not [w for w in public.suppressed if not w.measure]


def test_a_blank_row_is_not_a_zero_and_hides_nothing():
    later = without(tuple(quarter(QUARTERS[1], (20, 20, 20), (30, 30, 30))), "er_raised", "a")

    public = publish_figures((*WHOLE, *later), words(3), LIMITS)

    assert names(public, QUARTERS[0]) == ["A", "B", "C"]
    assert names(public, QUARTERS[1]) == []


def test_once_it_is_known_the_quarter_has_its_table():
    later = tuple(quarter(QUARTERS[1], (20, 20, 20), (30, 30, 30)))
    before = publish_figures((*WHOLE, *without(later, "doctors", "a")), words(3), LIMITS)

    after = publish_figures((*WHOLE, *later), words(3), LIMITS, before.suppressed)

    assert names(after, QUARTERS[1]) == ["A", "B", "C"]


def test_what_is_blank_and_what_is_said_not_to_be_known_are_told_apart():
    blank = without(said_not_known(WHOLE, "doctors", "b"), "doctors", "a")

    assert unknown_in(blank) == [Unknown("doctors", "department", QUARTERS[0], ("a",), ("b",))]
    assert unknown_in(WHOLE) == []


def test_a_department_that_does_not_apply_is_known():
    gone = tuple(
        replace(f, value=None, status="z") if (f.category, f.dimension) == ("a", "department") else f
        for f in WHOLE
    )

    assert unknown_in(gone) == []
    assert names(publish_figures(gone, words(3), LIMITS), QUARTERS[0]) == ["B", "C"]


def test_a_department_that_is_not_there_is_never_used_to_hide_another():
    figures = quarter(QUARTERS[0], (None, 3, 20, 20, 20, 20), (None, 12, 30, 40, 50, 60))

    public = publish_figures(figures, words(6), LIMITS)

    assert {w.category for w in public.suppressed if w.dimension == "department"} == {"b", "c", "d", "e"}


def test_a_department_that_is_newer_leaves_the_earlier_quarters_as_they_were():
    before = publish_figures(WHOLE, words(3), LIMITS)

    after = publish_figures(WHOLE, words(4), LIMITS)

    assert after.figures == before.figures
    assert after.suppressed == before.suppressed


@settings(max_examples=200)
@given(histories(), st.data())
def test_quarters_with_gaps_give_no_withheld_cell_away(history, data):
    """The attackers know every table ever published, of histories with blanks that were filled later."""
    vocabulary, quarters = history
    cells = cells_of(quarters)
    suppressed, figures, public = NOTHING, (), []
    for whole in quarters:
        blank = data.draw(st.sets(st.sampled_from("abcde"), max_size=2))
        measure = data.draw(st.sampled_from(["doctors", "er_raised"]))
        for entered in (without(whole, measure, *blank), tuple(whole)):
            public.append(publish_figures((*figures, *entered), vocabulary, LIMITS, suppressed))
            suppressed = public[-1].suppressed
        figures += tuple(whole)

    equations = [
        equation
        for seen in public
        for equation in equations_of(seen, vocabulary, lambda cell: cells[cell].value is not None)
    ]
    found = set(determined(equations)) - shown_in(public)
    assert not {cell for cell in found if len(there(cells, cell)) > 1}


def following(number=4):
    """Fines by department under the rule of another measure."""
    vocabulary = words(number)
    kept = [b for b in vocabulary.breakdowns if b.measure != "fines_count"]
    rules = (*kept, BreakdownSpec("fines_count", "department", "follow"))
    return replace(vocabulary, breakdowns=rules)


def test_counts_never_follow_what_another_measure_found_to_be_small():
    figures = quarter(QUARTERS[0], (20, 20, 20, 20), (30, 30, 30, 30), (1, 1, 8, 9))

    public = publish_figures(figures, following(), LIMITS)

    shown = public.table("fines_count", "department").rows
    assert 1 not in [row.latest.value for row in shown]
    assert not {"A", "B"} & {row.name for row in shown}
    assert any("its own counts must decide" in sentence for sentence in faults(following()))
