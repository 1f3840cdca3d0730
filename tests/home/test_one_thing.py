import pytest
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.home.one_thing import one_thing, opening, sentences


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


def test_what_should_change_keeps_its_first_sentence_and_the_way_to_do_it():
    html = (
        '<p data-block-key="a1">Rest is owed. It was promised in June. '
        'If there was none, <a linktype="page" id="3">report it</a>. It helps.</p>'
    )

    assert one_thing(html) == (
        '<p>Rest is owed. If there was none, <a linktype="page" id="3">report it</a>.</p>'
    )


def test_a_first_sentence_that_has_the_way_stands_alone():
    assert one_thing('<p>Ask <a href="/help/">here</a>. Then <a href="/x/">there</a>.</p>') == (
        '<p>Ask <a href="/help/">here</a>.</p>'
    )


def test_a_list_gives_its_first_point():
    assert one_thing("<ul><li>Doors. And keys.</li><li>Beds.</li></ul>") == "<p>Doors.</p>"


def test_a_sentence_is_never_cut_inside_a_link():
    html = '<p>Read <a href="/x/">What is owed. And to whom</a> first. Then sleep.</p>'

    assert one_thing(html) == '<p>Read <a href="/x/">What is owed. And to whom</a> first.</p>'


@pytest.mark.parametrize("html", ["", "<p></p>", "plain", "<p> </p>"])
def test_nothing_comes_of_nothing(html):
    assert one_thing(html) == ""


@given(st.text(alphabet="Ab .!?”<a>/ \n", max_size=80))
def test_no_letter_is_lost_whatever_the_text(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
