"""Which hard subjects an item's words touch. Sentences of our own."""

import re

import pytest

from feeds.pipeline.sensitive import Mention, hard_words, mentions, suggest_content_note

SAID = {
    "suicide": """
        she took her own life; two doctors have taken their own lives; he tried to end his life
        thoughts of ending it all; a nurse who killed himself; i did not want to be here any more
        no longer wanted to live; found hanged; my family would be better off without me
        i wanted it all to stop; life was not worth living; no suicides this year
    """,
    "self-harm": """
        harming ourselves; self injury among students; they hurt themselves on purpose; deliberate self-harm
    """,
    "a death": """
        our cook has died; grief at work; a funeral in the chapel; killed in a crash; caring for the dying
        in memory of Ada
    """,
    "the death of a patient": """
        a patient died that night; when we lost our patient; an inquest; the dying patient
    """,
    "the death of a child": """
        the death of a child; a child died in resus; the girl we could not save
    """,
    "the loss of a baby": """
        a stillbirth; after a miscarriage; the baby died; the death of a newborn
    """,
    "the death of a colleague": """
        losing a colleague; a nurse has died; the death of a porter; tribute to a matron
    """,
    "assault or harassment": """
        punched by a relative; violence against staff; sexual misconduct in theatre; abuse from patients
    """,
    "racism": """
        a racist note; racial abuse on the ward
    """,
    "domestic abuse": """
        he controlled my wages; coercive control at home
    """,
    "addiction": """
        addicted to codeine; alcohol dependence in surgeons
    """,
    "an eating disorder": """
        living with bulimia
    """,
    "an investigation": """
        charged with manslaughter; a never event
    """,
    "war": """
        working in a war zone
    """,
}
QUIET = """
    dead tired; career suicide; death by powerpoint; the death of the pager; dying to know
    over my dead body; an overdose of tinsel; my feet are killing me; shot ourselves in the foot
    the printer has died; a dying breed; programmed cell death; brain death testing
    sudden cardiac death: who to screen; assault course on sunday; learning from deaths: quarterly figures
    mortality review; drug abuse liability of a compound; deadline for bids; a committed team
    war on waste; the patient waited; an error in print; lost patient notes; death certificates online
    living and dying: a road is renamed; hanging baskets; cutting the queue; beaten by the photocopier
"""


def sentences(text: str) -> list[str]:
    return list(filter(None, map(str.strip, re.split(r"[;\n]", text))))


def topics(title: str, text: str) -> list[str]:
    return [mention.topic for mention in mentions(title, text)]


@pytest.mark.parametrize("topic", SAID)
def test_a_subject_is_heard_in_headlines_and_below_them(topic):
    missed = [
        one
        for one in sentences(SAID[topic])
        if topic not in {m.topic for m in mentions(one.capitalize(), "")}
    ]
    below = [
        one
        for one in sentences(SAID[topic])
        if topic not in {m.topic for m in mentions("News", f"So: {one}.")}
    ]

    assert (missed, below) == ([], [])


@pytest.mark.parametrize("words", sentences(QUIET))
def test_figures_of_speech_homonyms_and_programmes_stay_quiet(words):
    assert mentions(words.capitalize(), words) == ()


def test_a_topic_is_named_with_the_words_as_the_item_says_them():
    assert mentions("Talking about suicides", "Somebody felt suicidal. A bereaved team.") == (
        Mention("suicide", ("suicides", "suicidal")),
        Mention("a death", ("bereaved",)),
    )


def test_what_a_study_counts_is_no_death_that_it_tells_of_but_its_suicides_are():
    assert mentions("Statins after stroke: a cohort study", "In all, 40 patients died.") == ()
    assert topics("Suicide in vets: a cohort study", "Deaths were counted.") == ["suicide"]


def test_a_death_in_passing_far_below_is_not_what_an_item_is_about_and_a_suicide_is_always_told():
    far = "The new car park opens. " * 60

    assert mentions("Parking", f"{far} Our cook has died.") == ()
    assert topics("Parking", f"{far} He took his own life.") == ["suicide"]


def test_a_headline_is_heard_with_a_slip_of_the_finger():
    assert topics("Feeling suicidle", "") == ["suicide"]
    assert mentions("Feeling talkative", "") == ()


def test_a_phrase_that_editors_added_is_heard_and_takes_nothing_away():
    added = (("suicide", "gone over the rainbow"), ("no such subject", "tea"))

    assert [one.topic for one in mentions("He has gone over the rainbow", "", added)] == ["suicide"]
    assert mentions("He has gone over the rainbow; more tea", "") == ()
    assert [one.topic for one in mentions("He took his own life", "", added)] == ["suicide"]


def test_words_are_kept_for_the_gate_as_they_were_said():
    assert (
        hard_words("News", "Two porters Took Their\nOwn Lives. A child died.")
        == "took their own lives, child died"
    )


def test_the_note_names_every_topic_in_one_factual_line():
    found = mentions("Suicide, addiction and racism", "")

    assert suggest_content_note(found) == "Mentions suicide, racism and addiction."
    assert suggest_content_note(found[:1]) == "Mentions suicide."
    assert suggest_content_note(()) == ""
