import pytest
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.home.one_thing import opening, sentences


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("One. Two.", "One.", "Two."),
        ("“Stop!” she said. Nobody did.", "“Stop!” she said.", "Nobody did."),
        ("It costs 3.5 hours a week. That is a lot.", "It costs 3.5 hours a week.", "That is a lot."),
        ("No end", "No end", ""),
        ("", "", ""),
        ("He asked: “Why?” Then he left.", "He asked: “Why?”", "Then he left."),
    ],
)
def test_an_intro_opens_with_its_first_sentence(text, first, rest):
    assert opening(text) == (first, rest)


def test_a_sentence_is_never_cut_inside_a_link():
    text = 'Read <a href="/x/">What is owed. And to whom</a> first. Then sleep.'

    assert opening(text)[0] == 'Read <a href="/x/">What is owed. And to whom</a> first.'


@given(st.text(alphabet="Ab .!?”<a>/ \n", max_size=80))
def test_no_letter_is_lost_whatever_the_text(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
