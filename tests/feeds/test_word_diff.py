"""Two versions side by side: each whole, and marked exactly where the other differs."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.curating.word_diff import Stretch, side_by_side

WORDS = st.lists(st.sampled_from(["rest", "sleep", "ward", "staff", "helps", "hurts"]), max_size=12).map(
    " ".join
)


def test_what_differs_is_marked_word_by_word():
    found = side_by_side("Rest helps most staff", "Rest hurts most  staff here")

    assert found.before == (Stretch("Rest", False), Stretch("helps", True), Stretch("most staff", False))
    assert found.after == (
        Stretch("Rest", False),
        Stretch("hurts", True),
        Stretch("most staff", False),
        Stretch("here", True),
    )


@given(WORDS, WORDS)
def test_both_are_whole_and_what_is_unmarked_is_the_same(before, after):
    found = side_by_side(before, after)

    def words(stretches, *, is_unmarked_only=False):
        return " ".join(one.words for one in stretches if not (is_unmarked_only and one.is_changed))

    assert (words(found.before), words(found.after)) == (before, after)
    assert words(found.before, is_unmarked_only=True) == words(found.after, is_unmarked_only=True)
    assert (before == after) == (not any(one.is_changed for one in (*found.before, *found.after)))
