import pytest

from blog.reading_time import count_minutes, count_words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One two three", 3),
        ("<p>One</p><p>two</p>", 2),
        ("Don’t re-check it’s 03:10", 4),
        ("… – !", 0),
        ('<a href="/not/these/words/">this</a>', 1),
        ("naïve café", 2),
    ],
)
def test_words_are_what_is_read_aloud_without_tags_and_dashes(text, count):
    assert count_words(text) == count


@pytest.mark.parametrize(("count", "expected"), [(0, 1), (1, 1), (200, 1), (201, 2), (1000, 5), (99_999, 60)])
def test_minutes_are_rounded_up_and_stay_between_one_and_sixty(count, expected):
    assert count_minutes(["word " * count]) == expected


def test_minutes_are_for_all_texts_together():
    assert count_minutes(["word " * 150, "<p>" + "word " * 150 + "</p>"]) == 2
