import pytest
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.language.analysis import normalise_text, spellings, stems, terms
from recalibrate.search.query import MAX_LENGTH, MAX_WORDS, parse_query


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("resting", "rest"), ("sleeps", "sleep"), ("exhausted", "exhaustion"), ("naïve", "naive"),
        ("Café", "CAFE"),
        ("bread’s", "bread"), ("bread's", "bread"), ("don’t", "dont"), ("burn-out", "burnout"), ("Bjørn",
        "Bjorn"),
        ("Straße", "strasse"), ("ﬁles", "files"), ("Burn‑out", "burnout"), ("nights’", "night"),
    ],
)  # fmt: skip
def test_these_are_the_same_word(one, other):
    assert stems(one) == stems(other)


def test_a_hyphenated_word_is_found_whole_and_by_its_parts():
    assert terms("Burn-out rates") == ["burnout", "burn", "out", "rate"]


@pytest.mark.parametrize("text", ["", "   ", "\x00", "🙂", "\u202e\u200f", "\\", '"', "'", "-", "*", "·:;()"])
def test_what_has_no_letters_has_no_words(text):
    assert terms(text) == []


def test_signs_split_words_and_never_join_them():
    assert stems("3:1 bread/toast a:b NEAR(x)") == ["3", "1", "bread", "toast", "a", "b", "near", "x"]


def test_the_beginnings_of_words_are_looked_up_as_they_were_written():
    assert spellings("Exhausted, exhausted: burn-out") == ["exhausted", "burnout", "burn", "out"]


def test_what_steers_a_text_is_left_out_of_it():
    assert normalise_text(" a\x00b\u202e \n c\ud800 ") == "a b c"


@given(st.text(max_size=300))
def test_a_term_is_letters_and_digits_whatever_the_text(text):
    query = parse_query(text)

    assert all(term.isalnum() for term in [*terms(text), *query.stems])
    assert all(form.isalnum() for term in query.terms for forms in term.alternatives for form in forms)
    assert len(query.terms) <= MAX_WORDS
    assert len(query.text) <= MAX_LENGTH
    assert "\x00" not in query.text


def test_stop_words_ask_for_nothing_beside_others():
    assert [term.stem for term in parse_query("how do I get some rest").terms] == ["get", "some", "rest"]
    assert [term.stem for term in parse_query("it").terms] == ["it"]


def test_two_words_are_also_looked_for_as_one_and_one_as_two():
    burn, out = parse_query("burn-out at work").terms[0], parse_query("sleep less").terms

    assert ("burnout",) in burn.alternatives
    assert ("burn", "out") in burn.alternatives
    assert ("sleepless",) in out[0].alternatives
    assert ("sleepless",) in out[1].alternatives


def test_only_the_last_word_may_be_a_beginning():
    assert [term.prefix for term in parse_query("night shif").terms] == ["", "shif"]
    assert parse_query("die").terms[0].prefix == "", "too short to say much"
    assert parse_query("night shift", has_prefix=False).terms[1].prefix == ""


def test_of_a_very_long_question_the_beginning_is_asked():
    query = parse_query("rest " * 2_000)

    assert len(query.text) <= MAX_LENGTH
    assert len(query.terms) == MAX_WORDS
