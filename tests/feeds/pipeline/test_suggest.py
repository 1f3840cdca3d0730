import time

import pytest

from feeds.pipeline.suggest import MOST, Label, Pick, Suggestion, learn, suggest

FATIGUE = Label("fatigue", ("tired", "exhausted", "night shift", "nights", "burn-out"))
FRUSTRATION = Label("frustration", ("it", "login", "interrupted"))
ISOLATION = Label("isolation", ("lonely", "no friends", "nights"))
LABELS = (FATIGUE, FRUSTRATION, ISOLATION)


def keys(title, text="", **known):
    return [one.key for one in suggest(learn(LABELS), title, text, **known)]


def test_a_suggestion_says_which_words_suggested_it():
    (fatigue,) = suggest(learn(LABELS), "After a night shift", "Everybody was exhausted.")

    assert fatigue.key == "fatigue"
    assert fatigue.says == ("night shift", "exhausted")
    assert fatigue.reason == "says “night shift”, “exhausted”"


@pytest.mark.parametrize("text", ["So tired!", "TIRED", "He tires of it: tired.", "Burn out, burn-out"])
def test_words_are_found_in_any_case_and_punctuation(text):
    assert keys("A title", text) == ["fatigue"]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody here is not tired of it? No: they are not tired.",
        "They were never really tired.",
        "I wasn’t tired.",
        "Work without exhausted people",
    ],
)
def test_what_the_sentence_denies_is_not_suggested(text):
    assert "fatigue" not in keys("A title", text.replace("Nobody here is not tired of it? ", ""))


def test_not_only_is_no_denial_and_a_denial_ends_with_its_clause():
    assert keys("A title", "Not only tired") == ["fatigue"]
    assert keys("A title", "I was not late, tired as I was") == ["fatigue"]


def test_a_phrase_that_is_itself_a_denial_is_found():
    assert keys("A title", "A new city and no friends") == ["isolation"]


def test_a_word_that_stands_everywhere_counts_only_in_capitals():
    assert keys("It was there", "and it stayed") == []
    assert keys("The IT is down") == ["frustration"]


def test_a_long_word_with_the_same_stem_is_another_word():
    calm = learn([Label("calm", ("mindfulness",))])

    assert suggest(calm, "Never mind", "On my mind") == ()
    assert len(suggest(calm, "Mindfulness at work", "")) == 1


def test_a_word_that_two_labels_share_counts_less_than_one_of_their_own():
    scores = {one.key: one.score for one in suggest(learn(LABELS), "Nights, lonely", "")}

    assert scores["isolation"] > scores["fatigue"] > 0


def test_the_headline_counts_more_than_the_text():
    in_title, in_text = suggest(learn(LABELS), "Tired", ""), suggest(learn(LABELS), "", "Tired")

    assert in_title[0].score > in_text[0].score


def test_a_sources_usual_states_are_suggested_whatever_the_words_say():
    (usual,) = suggest(learn(LABELS), "Nothing in particular", "", defaults=["isolation"])

    assert (usual.key, usual.reason) == ("isolation", "this source’s default")


def test_three_labels_are_suggested_at_most():
    many = [Label(f"state-{number}", (f"word{number}",)) for number in range(6)]

    found = suggest(learn(many), " ".join(f"word{number}" for number in range(6)), "")

    assert len(found) == MOST


def kept(count, key, text):
    return [Pick(f"Number {number}", text, frozenset([key])) for number in range(count)]


def test_what_editors_kept_before_suggests_a_state_without_any_search_word():
    picks = kept(8, "frustration", "The rota for March changed again") + kept(8, "fatigue", "Soup and toast")

    (found,) = suggest(learn(LABELS, picks), "A new rota", "It is published in March")

    assert found.key == "frustration"
    assert dict(found.learned) == {"rota": 8, "march": 8}
    assert "kept before with “march” (8), “rota” (8)" in found.reason or "“rota” (8)" in found.reason


def test_one_shared_word_or_a_handful_of_picks_teaches_nothing():
    few = kept(3, "frustration", "The rota for March changed") + kept(3, "fatigue", "Soup and toast")
    many = kept(8, "frustration", "The rota for March changed") + kept(8, "fatigue", "Soup and toast")

    assert suggest(learn(LABELS, few), "A new rota in March", "") == ()
    assert suggest(learn(LABELS, many), "A rota", "") == ()


def test_a_search_word_that_editors_keep_overruling_fades():
    overruled = kept(12, "fatigue", "He was interrupted")

    assert suggest(learn(LABELS), "", "Interrupted")[0].key == "frustration"
    assert "frustration" not in {one.key for one in suggest(learn(LABELS, overruled), "", "Interrupted")}


def test_nothing_is_suggested_for_nothing():
    assert suggest(learn([]), "", "") == ()
    assert suggest(learn(LABELS), "…", "42") == ()
    assert Suggestion("x", 0.0).reason == ""


def test_hostile_text_takes_no_longer_than_its_length():
    knowledge = learn(LABELS, kept(8, "fatigue", "night " * 200))
    begun = time.process_time()

    suggest(knowledge, "night " * 50, "not night shift " * 500)

    assert time.process_time() - begun < 1


def test_a_search_word_without_any_letters_speaks_for_nothing():
    assert suggest(learn([Label("calm", ("…",))]), "A title …", "") == ()


def test_a_short_form_of_a_word_that_stands_everywhere_says_nothing_either():
    assert keys("It’s there", "and it's staying") == []


def test_another_form_of_a_search_word_needs_a_second_word_or_the_headline():
    assert keys("A title", "It tires us") == []
    assert keys("It tires us") == ["fatigue"]
    assert keys("A title", "It tires us after nights") == ["fatigue"]


def test_what_is_said_in_passing_is_not_suggested_beside_what_the_item_is_about():
    assert keys("Exhausted and tired after a night shift", "Some are lonely.") == ["fatigue"]
    assert keys("Tired", "Some are lonely.") == ["fatigue", "isolation"]
