"""The pure parts that make an answer: excerpts, ranking, suggestions."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.language.slips import distance
from recalibrate.search.excerpts import marked, search_excerpt
from recalibrate.search.query import parse_query
from recalibrate.search.ranking import Match, best_first
from recalibrate.search.spelling import KnownWords, corrected
from recalibrate.search.suggest import states_for

TODAY = date(2026, 11, 25)


@dataclass
class State:
    name: str
    label: str
    search_words: str = ""
    is_ease: bool = False


FATIGUE = State("Fatigue", "worn out", "tired, knackered, night shift, nights, sleep")
NUMBNESS = State("Numbness", "numb, running on empty", "burnout, burnt out, don't care")
FRUSTRATION = State("Frustration", "frustrated", "computer, it, fed up")
ISOLATION = State("Isolation", "alone", "nights, new trust")
STATES = [FATIGUE, NUMBNESS, FRUSTRATION, ISOLATION]


def match(pk, title="", weight=1.0, published_on=None):
    return Match(pk, "post", "", published_on, title, weight)


def shown(fragments):
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in fragments)


def test_words_that_were_found_are_marked_in_any_form():
    assert shown(marked("Rest, resting and the rest-room: unrest", parse_query("rested"))) == (
        "[Rest], [resting] and the [rest-room]: unrest"
    )


def test_an_excerpt_is_cut_between_words_around_the_place_that_says_most():
    text = "Sleep. " + "Nothing here. " * 40 + "You sleep badly after nights, and it passes. " + "More. " * 60

    cut = shown(search_excerpt(text, parse_query("sleep nights"), width=80))

    assert "[sleep] badly after [nights]" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) < 120


def test_a_text_without_the_words_has_no_excerpt():
    assert search_excerpt("Nothing of the kind.", parse_query("rest")) == ()


@given(st.text(max_size=600), st.text(max_size=60))
def test_marking_never_changes_a_text(text, question):
    assert "".join(part.text for part in marked(text, parse_query(question))) == text


def test_the_title_comes_before_any_weight_of_the_text():
    query = parse_query("rest")

    order = best_first([match(1, "food", weight=9.0), match(2, "rest room", weight=3.0)], query, TODAY)

    assert [found.pk for found in order] == [2, 1]


def test_the_phrase_in_a_title_comes_before_its_words():
    query = parse_query("night shift")

    order = best_first([match(1, "shift at night"), match(2, "a night shift")], query, TODAY)

    assert [found.pk for found in order] == [2, 1]


def test_of_equals_the_newer_comes_first_and_age_alone_never_beats_a_better_match():
    old, new = date(2020, 1, 1), date(2026, 11, 1)
    query = parse_query("rest")

    equal = best_first([match(1, published_on=old), match(2, published_on=new)], query, TODAY)
    better = best_first([match(1, published_on=old), match(2, published_on=new, weight=0.5)], query, TODAY)

    assert [found.pk for found in equal] == [2, 1]
    assert [found.pk for found in better] == [1, 2]


@pytest.mark.parametrize(
    ("question", "states"),
    [
        ("knackered", [FATIGUE]), ("so KNACKERED today", [FATIGUE]), ("feeling worn out", [FATIGUE]),
        ("nights", [FATIGUE, ISOLATION]), ("tiring", [FATIGUE]), ("burn-out", [NUMBNESS]),
        ("burn out", [NUMBNESS]),
        ("don’t care", [NUMBNESS]), ("it", [FRUSTRATION]), ("is it sleep", [FATIGUE]), ("shift", []),
        ("tire", [FATIGUE]), ("entire", []), ("", []), ("alone at night", [FATIGUE, ISOLATION]),
    ],
)  # fmt: skip
def test_a_state_is_suggested_by_whole_words_and_phrases(question, states):
    assert states_for(parse_query(question), STATES) == states


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("handoevr", "handover"), ("hanover", "handover"), ("pharmcy hatch", "pharmacy hatch"),
        ("handover", ""),
        ("xyzzy", ""), ("tea", ""), ("teh handover", ""), ("berevement", "bereavement"),
        ("farmacy", "pharmacy"), ("handovers", ""), ("roomhatch", "room hatch"), ("brevement room", "bereavement room"),
    ],
)  # fmt: skip
def test_a_slip_of_the_keyboard_is_corrected_by_what_is_there(question, meant):
    titles = ["We moved handover", "The pharmacy hatch", "After the bereavement room"]

    assert corrected(question, KnownWords.of((), titles)) == meant


def test_a_word_that_the_site_leads_by_comes_before_one_that_stands_in_some_text():
    known = KnownWords.of(["building"], ["bullying"])

    assert known.nearest("bulling") == "bullying"
    assert known.nearest("buildings") == ""


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("rest", "rest", 0), ("rset", "rest", 1), ("ret", "rest", 1), ("abc", "", 3)]
)
def test_distance_counts_slips(one, other, slips):
    assert distance(one, other) == slips
