"""Which hard topics an item's words touch."""

import pytest

from feeds.pipeline.sensitive import TOPICS, Mention, content_note, mentions


def test_a_topic_is_named_with_the_words_as_the_item_says_them():
    assert mentions("Talking about suicides", "Somebody felt suicidal. A bereaved team.") == (
        Mention("suicide", ("suicides",)),
        Mention("the death of a colleague", ("bereaved",)),
    )


@pytest.mark.parametrize(
    "words", ["A committed team", "War on waste", "The patient waited", "An error in print", ""]
)
def test_words_that_only_sound_like_it_are_left_alone(words):
    assert mentions(words, words) == ()


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_word_of_every_topic_is_heard(topic):
    for phrase in topic.phrases:
        assert topic.name in {one.topic for one in mentions("", f"They spoke of {phrase} today.")}, phrase


def test_the_note_names_every_topic_in_one_factual_line():
    found = mentions("Suicide, addiction and racism", "")

    assert content_note(found) == "Mentions suicide, racism and addiction."
    assert content_note(found[:1]) == "Mentions suicide."
    assert content_note(()) == ""
