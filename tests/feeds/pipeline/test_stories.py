import time
from datetime import UTC, datetime, timedelta

import pytest

from feeds.pipeline.duplicates import FEWEST_WORDS, Duplicate, DuplicateCandidate, find_duplicates

MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TEXT = " ".join(f"word{number}" for number in range(100))


def telling(
    key, *, source=1, url="https://a.example/story", title="A story", text="Short.", at=None, keep=True
):
    return DuplicateCandidate(key, source, url, title, text, at, keep)


def test_the_same_address_in_two_sources_is_one_story():
    first, second = telling(1), telling(2, source=2, title="Another headline")

    assert find_duplicates([second], [first]) == {2: Duplicate(1, "address")}


def test_two_arrivals_are_folded_into_the_earlier_one():
    assert find_duplicates([telling(1), telling(2, source=2)], []) == {2: Duplicate(1, "address")}


def test_a_source_that_gives_all_its_items_one_address_loses_none():
    items = [telling(number, title=f"Story {number}") for number in range(1, 10)]

    assert find_duplicates(items, []) == {}


def test_a_front_page_is_no_story():
    assert (
        find_duplicates(
            [telling(1, url="https://a.example/"), telling(2, source=2, url="https://a.example/")], []
        )
        == {}
    )


def test_items_without_address_have_nothing_in_common_by_that():
    assert find_duplicates([telling(1, url="", title="A"), telling(2, source=2, url="", title="B")], []) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"title": "One headline"}, {"title": "One headline"}),
        ({"title": "A", "at": MOMENT}, {"title": "B", "at": MOMENT + timedelta(microseconds=5)}),
    ],
)
def test_nearly_the_same_words_are_one_story_if_title_or_second_agree(first, second):
    one = telling(1, url="https://a.example/1", text=TEXT, **first)
    other = telling(2, source=2, url="https://b.example/9", text=f"{TEXT.upper()} end", **second)

    assert find_duplicates([one, other], []) == {2: Duplicate(1, "words")}


@pytest.mark.parametrize(
    "other",
    [
        {"title": "B", "text": TEXT},
        {"title": "A", "text": TEXT.replace("word50", "changed").replace("word20", "changed")},
        {"title": "A", "text": " ".join(TEXT.split()[:FEWEST_WORDS])},
    ],
)
def test_other_words_or_nothing_else_in_common_are_two_stories(other):
    one = telling(1, url="https://a.example/1", title="A", text=TEXT)

    assert find_duplicates([one, telling(2, source=2, url="https://b.example/9", **other)], []) == {}


def test_short_texts_are_never_judged_by_their_words():
    short = " ".join(TEXT.split()[: FEWEST_WORDS - 1])

    one, other = (
        telling(1, url="https://a.example/1", text=short),
        telling(2, url="https://b.example/", text=short),
    )

    assert find_duplicates([one, other], []) == {}


def test_nothing_is_folded_into_what_cannot_be_kept():
    one = telling(1, url="", title="A", text=TEXT, keep=False)
    other = telling(2, source=2, url="https://b.example/9", title="A", text=TEXT)

    assert find_duplicates([other], [one]) == {}


def test_a_thousand_items_of_one_second_are_compared_in_bounds():
    items = [
        telling(
            number,
            url=f"https://a.example/{number}",
            title=f"{number}",
            text=TEXT.replace("word", f"of {number} "),
            at=MOMENT,
        )
        for number in range(1000)
    ]
    begun = time.process_time()

    assert find_duplicates(items, []) == {}
    assert time.process_time() - begun < 5
