from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recalibrate.home.front_page import CANDIDATES, LATEST, LeadCandidate, front_page, read_for
from recalibrate.home.hours import Band, Shift

END = datetime(2026, 11, 26, 5, tzinfo=UTC)


def shift(band: Band = Band.DAY, day: int = 25) -> Shift:
    return Shift(band, date(2026, 11, 1) + timedelta(days=day), END)


candidates = st.lists(
    st.builds(LeadCandidate, st.integers(1, 999), st.integers(1, 20), st.booleans()),
    unique_by=lambda candidate: candidate.pk,
)
shifts = st.builds(shift, st.sampled_from(Band), st.integers(0, 400))


@given(candidates, shifts)
def test_the_read_for_these_hours_is_gentle_or_there_is_none(found, now):
    chosen = read_for(now, found)

    gentle = {candidate.pk for candidate in found if candidate.is_gentle}
    assert chosen in gentle if gentle else chosen is None


@given(candidates, shifts, st.randoms())
def test_everybody_gets_the_same_read_whatever_order_the_database_answers_in(found, now, random):
    shuffled = random.sample(found, len(found))

    assert read_for(now, shuffled) == read_for(now, found)


def test_at_night_the_read_is_short_where_there_is_a_short_one():
    found = [LeadCandidate(1, 8, True), LeadCandidate(2, 3, True), LeadCandidate(3, 12, True)]

    assert {read_for(shift(Band.NIGHT, day), found) for day in range(30)} == {2}
    assert read_for(shift(Band.NIGHT), found[:1]) == 1


def test_other_hours_and_other_days_bring_other_reads():
    found = [LeadCandidate(pk, 2, True) for pk in range(1, 9)]

    assert len({read_for(shift(band), found) for band in Band}) > 1
    assert len({read_for(shift(Band.NIGHT, day), found) for day in range(30)}) > 4


@given(candidates, shifts, st.none() | st.integers(1, 999))
def test_no_post_stands_twice_on_the_first_page(found, now, chosen):
    page = front_page(found, now, chosen)

    keys = [key for key in (page.lead, page.read_now, *page.latest) if key is not None]
    assert len(keys) == len(set(keys))
    assert len(page.latest) <= LATEST


def test_the_lead_is_the_chosen_one_or_else_the_newest():
    found = [LeadCandidate(9, 3, True), LeadCandidate(4, 3, True), LeadCandidate(2, 3, False)]

    assert front_page(found, shift(), None).lead == 9
    assert front_page(found, shift(), 2).lead == 2
    assert front_page([], shift(), None).lead is None


def test_a_chosen_lead_that_may_not_be_featured_gives_way_unless_it_may_be_older_than_all_looked_at():
    few = [LeadCandidate(pk, 3, True) for pk in range(3, 6)]
    many = [LeadCandidate(pk, 3, True) for pk in range(3, 3 + CANDIDATES)]

    assert front_page(few, shift(), 1).lead == 3
    assert front_page(many, shift(), 1).lead == 1
