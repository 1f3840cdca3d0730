"""Whose feelings an item tells of: ours, others', or no one's."""

import pytest

from feeds.pipeline.suggest import Label, learn, suggest
from feeds.pipeline.whose import Whose, figures_of_speech, whose

KNOWN = learn([Label("fatigue", ("tired", "fatigue")), Label("hope", ("hope",))])


def keys(title, text=""):
    return [one.key for one in suggest(KNOWN, title, text, asks_whose=True)]


@pytest.mark.parametrize(
    ("title", "text", "told_by"),
    [
        ("I was tired after my shift", "A nurse on nights.", Whose.OURS),
        ("Fatigue in patients with cancer", "A randomised trial in clinics.", Whose.THEIRS),
        ("A tired town", "Rain again.", Whose.UNSAID),
    ],
)
def test_it_says_whose_they_are(title, text, told_by):
    assert whose(title, text) is told_by


def test_where_it_is_asked_others_feelings_suggest_nothing_and_ours_do():
    assert keys("I was tired after my shift", "A nurse on nights.") == ["fatigue"]
    assert keys("Fatigue in patients with cancer", "A randomised trial in clinics.") == []


def test_a_word_that_only_sounds_like_a_feeling_is_passed_over():
    assert keys("Our team at Hope Hospital", "My colleague and I begin a rota.") == []
    assert keys("Our team has hope", "My colleague and I begin a rota.") == ["hope"]


def test_figures_of_speech_say_where_they_stand():
    [found] = figures_of_speech(("a", "metal", "fatigue", "fracture"))[:1]

    assert found.start <= 2 < found.end
