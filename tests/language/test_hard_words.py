"""The one list of how hard things are said: every phrase of it is heard, where it is to be heard."""

import re
from itertools import product

import pytest

from recalibrate.language import hard_words as hard
from recalibrate.language.distress import ALWAYS, is_distressed
from recalibrate.language.hard_subjects import SUBJECTS, mentions


def phrases(lines: str) -> list[str]:
    return list(filter(None, map(str.strip, re.split(r"[;\n]", lines))))


def spoken(phrase: str) -> list[str]:
    """The phrase with the first and the last of each choice, as a reader would say it."""
    ways = []
    for part in phrase.lstrip("~^").split():
        names = [name for name in part.removesuffix("?").split("|") if name != "$"]
        words = [w for name in names for w in (hard.GROUPS[name[1:-1]].split() if name[0] == "{" else [name])]
        ways.append([word.lstrip("=") for word in (words[0], words[-1])] if words else [""])
    return [" ".join(filter(None, chosen)) for chosen in list(product(*ways))[:4]]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_phrase_about_a_subject_is_heard_in_what_feeds_and_posts_tell(subject):
    unheard = [
        text for phrase in phrases(SUBJECTS[subject]) for text in spoken(phrase)
        if not mentions("", f"Then this: {text}.")
    ]  # fmt: skip

    assert unheard == []


@pytest.mark.parametrize("subject", ALWAYS)
def test_every_phrase_of_danger_is_answered_with_help_first(subject):
    unheard = [text for one in phrases(ALWAYS[subject]) for text in spoken(one) if not is_distressed(text)]

    assert unheard == []


def test_suicide_and_self_harm_are_one_list_for_questions_and_for_texts():
    for subject in ("suicide", "self-harm", "domestic abuse"):
        assert set(phrases(SUBJECTS[subject])) <= set(phrases(ALWAYS[subject]))


def test_a_phrase_that_editors_added_is_answered_with_help_and_the_core_stays():
    added = (("suicide", "gone over the rainbow"), ("a death", "fallen asleep"))

    assert not is_distressed("gone over the rainbow")
    assert is_distressed("gone over the rainbows", added)
    assert not is_distressed("fallen asleep", added), "a death is a subject, not a danger"
    assert is_distressed("want to die", added)
