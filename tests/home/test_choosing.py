from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from recalibrate.core.cards import Card
from recalibrate.home.choosing import PER_HALF, Placed, Story, first_four, halves, mixed


def card(title: str = "A", kind: str = "post", day: int = 1, minutes: int = 3) -> Card:
    return Card(kind=kind, title=title, url=f"/{title}/", minutes=minutes, published_on=date(2026, 11, day))  # type: ignore[arg-type]


def story(
    title: str = "A", minutes: int = 3, *, mostly: bool = True, featured: bool = True, **texts
) -> Story:
    return Story(card(title, minutes=minutes), mostly, featured, **texts)


def test_the_one_read_is_the_shortest_that_is_mostly_about_the_state():
    four = first_four([story("Long", 9), story("Short", 3)])

    assert four.one_read.title == "Short"


def test_what_may_not_be_featured_is_in_none_of_the_four():
    four = first_four(
        [story("Three", featured=False, try_now="<p>Sit.</p>", what_should_change="<p>All.</p>")]
    )

    assert (four.one_read, four.try_now, four.what_should_change) == (None, None, None)


def test_one_story_tells_all_it_can_and_the_next_fills_the_gap():
    read = story("Read", 2, try_now="<p>Sit.</p>")
    other = story("Other", 5, try_now="<p>Stand.</p>", what_should_change="<p>Beds.</p>")

    four = first_four([other, read], day=date(2026, 12, 2))

    assert (four.try_now.html, four.try_now.card) == ("<p>Sit.</p>", None)
    assert (four.what_should_change.html, four.what_should_change.card) == ("<p>Beds.</p>", other.card)
    assert four.shown == {"/Read/", "/Other/"}


def test_without_posts_the_states_own_words_and_a_neighbours_read_stand_in():
    four = first_four([], neighbours=[card("Next door")], try_now="<p>Breathe.</p>", change="<p>Ask.</p>")

    assert four.one_read.title == "Next door"
    assert four.try_now.html == "<p>Breathe.</p>"
    assert four.what_should_change.html == "<p>Ask.</p>"


def test_a_state_with_nothing_at_all_has_an_empty_four():
    assert first_four([]).shown == set()


def test_the_halves_repeat_nothing_that_is_told_above_or_in_the_other_half():
    placed = [
        Placed("for-you", card("Read")),
        Placed("for-you", card("Both")),
        Placed("for-all", card("Both")),
        Placed("for-all", card("Rest", kind="guardian")),
    ]

    for_you, for_all = halves(placed, shown=["/Read/"])

    assert [c.title for c in for_you] == ["Both"]
    assert [c.title for c in for_all] == ["Rest"]


def test_a_half_does_not_become_one_kind_of_thing_while_another_waits():
    posts = [card(f"P{day}", day=day) for day in range(9, 1, -1)]
    pick = card("Pick", kind="pick", day=1)

    assert [c.title for c in mixed([*posts, pick])[:4]] == ["P9", "P8", "Pick", "P7"]


cards = st.lists(
    st.builds(
        card,
        st.integers().map(str),
        st.sampled_from(["post", "pick", "guardian", "you-said"]),
        st.integers(1, 28),
    )
)


@given(cards)
def test_mixing_loses_nothing_and_adds_nothing(found):
    assert sorted(c.url for c in mixed(found)) == sorted(c.url for c in found)


@given(cards)
def test_no_half_is_longer_than_the_other_may_be(found):
    placed = [Placed("for-you" if n % 2 else "for-all", c) for n, c in enumerate(found)]

    assert all(len(half) <= PER_HALF for half in halves(placed))
