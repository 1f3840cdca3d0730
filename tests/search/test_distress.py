"""A reader who may be in danger meets help first; one who looks for a rota does not. Sentences of our own."""

import re
import time

import pytest
from factories import HelpServiceFactory, PostPageFactory
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.core.models import StateOfMind
from recalibrate.language.distress import ALWAYS, denies, is_distressed
from recalibrate.language.hard_words import EVERYDAY
from recalibrate.language.slips import Slips, distance, is_swap

NEEDS_HELP = """
suicide; SUICIDAL thoughts; i have been thinking about killing myself; he said he wants to kill himself
she wants to end her life; i might hurt myself tonight; i took too many tablets; taken all my pills
cutting my arms; i keep thinking about death; thoughts of dying; i don’t see a future
theres no point anymore; no point going on; life isnt worth living; i can not go on
i can t go on like this; i don t want to be alive; dont wanna be alive; dont want to be here no more
i wish i had never been born; id be better off dead; my family would be better off without me
no one would notice if i was gone; nobody cares if i live or die; im a burden; i cant keep myself safe
im not safe with myself; scared of what i might do; ready to die; i have a plan to die; no hope
lost all hope; feel hopeless; i give up; lost the will to live; i cant face tomorrow; had enough of life
i want it to end; i want everything to stop; hate my life; id rather be dead; end it all
i hope i dont wake up; i want to sleep and never wake up; going to end it; jump in front of a train
how to die; drive my car into a wall; lethal dose of insulin; goodbye note; in a dark place; i wanna kms
unaliving myself; lost a friend to suicide; colleague took her own life; he hanged himself
samaritans phone; crisis team; 999; scared of my husband; my boyfriend hits me; my partner is abusive
being abused at home; i was raped; consultant groped me; punched by a relative; a visitor spat at me
sexually assaulted; i am being stalked; someone help me; please help me; need help urgently
i need someone to talk to; i have no one to talk to; i cant stop drinking; drinking to cope
drunk on shift; addicted to codeine; stealing drugs from work; i relapsed; not coping
cant cope with nights; struggling to cope; losing my mind; falling apart; panic attack on shift
crying every day; hearing voices at night; nervous breakdown; starving myself; i am nothing
dont feel safe at work; I have been on nights for so long now that I really honestly want to die
\u202ewant\u200f to die
"""
MISSPELT = """
sucidal thoughts; suicidle; suiside; commited suicde; suidical; sucide; samaratins; kil myself
hurt my self; slef harm; self-hamr; self harn; killmyself; overdoes; want 2 die; wnt to die
want too die; panick attack; asaulted by a patient; alchohol; adicted; hopless; worthles; no hoep
cant cop; end my lfe; i dnt want to be here
"""
EVERYDAY_QUESTIONS = """
rest; die; harm; myself; when does my rota end; self assessment form; end of life care
end of shift handover; the dying patient; how to break bad news about death; death certificate
need a death certificate; patient died today; dead battery in the pager; cant log in; cant find the rota
cant sleep after nights; no parking; no lunch; no hot food; without a mentor
hope to become a consultant; how to stay hopeful; breathing exercises; safe prescribing; patient safety
point of contact; meeting point; alcohol gel; overdose pathway; sickle crisis; crisis in staffing
panic button; help with my portfolio; wifi help; can someone help with my laptop
cant cope with the printer; no point in datix; whats the point of appraisal; unsafe staffing; hang coat
not safe to discharge; cuts to training budget; leaving medicine; giving up smoking; quit my job
dont want to go to work; hate my rota; tired of nights; sick pay; taking blood; drug chart
controlled drugs keys; drinking water; drinks machine; self care; self rostering; jump on the bus
voice recognition; hitting my target; heart attack; living wage; life outside work; life support course
want to learn; wish i had more time; better off as a locum; nothing to eat at night; tired; burnt out
lonely; anxious; grief; angry; bullying; suite; samples; hurt back lifting; broken printer
lost my badge; going mad with the printer; had enough of the rota; overdue library books; shelf life
killing time on a long day; toast; choir; no hope of a lunch
"""
DENIED = [
    "no hope",
    "not happy",
    "never calm",
    "can’t be calm",
    "cant be happy any more",
    "hopeless",
    "no hoep",
]


def sentences(text: str) -> list[str]:
    return [sentence for sentence in map(str.strip, re.split(r"[;\n]", text)) if sentence]


def main_of(response) -> str:
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def ask(client, question: str) -> str:
    return main_of(client.get("/search/", {"q": question}))


def ease_offered(page: str) -> list[str]:
    at_ease = StateOfMind.objects.filter(is_ease=True)
    return [state.name for state in at_ease if f'href="{state.get_absolute_url()}"' in page]


def test_every_way_of_asking_for_help_is_heard():
    assert [text for text in sentences(NEEDS_HELP) if not is_distressed(text)] == []


def test_a_slip_of_the_finger_is_no_reason_not_to_hear():
    assert [text for text in sentences(MISSPELT) if not is_distressed(text)] == []


def test_questions_of_every_day_are_not_taken_for_distress():
    assert [text for text in sentences(EVERYDAY_QUESTIONS) if is_distressed(text)] == []


@st.composite
def slips_of(draw, word: str) -> str:
    place = draw(st.integers(1, len(word) - 2))
    letter = draw(st.sampled_from("aeiourstlnm"))
    before, here, after = word[:place], word[place], word[place + 1 :]
    return draw(
        st.sampled_from(
            [before + after, before + letter + here + after, before + letter + after,
             before + after[0] + here + after[1:], before + here + here + after]
        )
    )  # fmt: skip


@given(
    st.sampled_from(["suicidal", "suicide", "samaritans", "worthless", "overdose", "hopeless"]).flatmap(
        slips_of
    )
)
def test_any_one_slip_in_a_word_that_stands_alone_is_heard(word):
    assert is_distressed(word)


def test_two_letters_in_each_others_place_are_one_slip_and_a_real_word_is_none():
    assert is_swap("samaratins", "samaritans")
    assert not is_swap("samaritan", "samaritans")
    assert distance("suicidle", "suicide") == 1
    assert Slips(["abused"], ["amused"]).of("amused") == set()
    assert Slips(["harm"], []).of("farm") == set(), "a short word must begin alike"


def test_time_grows_with_the_words_alone():
    started = time.process_time()

    for text in (
        "want to " * 10_000,
        "cant cope with it " * 5_000,
        "end it all the " * 5_000,
        "no " * 20_000,
    ):
        is_distressed(text)

    assert (
        time.process_time() - started < 5
    )  # a quarter of a second; growing by the square it would be minutes


def test_the_lists_name_no_phrase_twice_and_no_thing_of_every_day_hides_a_word_of_danger():
    phrases = [phrase for lines in ALWAYS.values() for phrase in sentences(lines)]

    assert len(phrases) == len(set(phrases))
    assert [word for word in EVERYDAY.split() if is_distressed(word)] == []


@pytest.mark.parametrize("text", [*DENIED, "dont feel hopeful", "nothing is calm", "can not be happy"])
def test_a_denied_word_is_known_as_such(text):
    assert denies(text)


@pytest.mark.parametrize("text", ["hope", "happy", "calm", "something nice", "quiet room", "choir"])
def test_what_is_not_denied_is_not(text):
    assert not denies(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question", [*DENIED, "i have a plan to die", "want to die, no more plans", "worthless hope"]
)
def test_a_state_of_ease_is_never_offered_beside_a_denied_word_or_distress(client, home, question):
    PostPageFactory(
        title="Plans", body=[{"type": "text", "value": "<p>Plan to be calm, happy, hopeful.</p>"}],
        primary_state=StateOfMind.objects.get(slug="optimism"),
    )  # fmt: skip

    assert ease_offered(ask(client, question)) == []


@pytest.mark.django_db
def test_a_state_of_ease_is_offered_to_those_who_ask_for_it_and_editors_mark_it(client, home):
    assert "Optimism" in ease_offered(ask(client, "hopeful plans"))

    optimism = StateOfMind.objects.get(slug="optimism")
    optimism.is_ease = False
    optimism.save()

    assert "/states/optimism/" in ask(client, "no plans")


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["sucidal thoughts", "no hope", "i have a plan to die"])
def test_what_was_answered_with_a_post_on_handovers_or_a_poem_is_answered_with_help(client, home, question):
    HelpServiceFactory(name="Somebody kind", is_in_panels=True)
    PostPageFactory(
        title="Thoughts on handovers", summary="A plan, and hope.",
        primary_state=StateOfMind.objects.get(slug="optimism"),
    )  # fmt: skip

    page = ask(client, question)

    assert page.index("116 123") < page.index("Somebody kind")
    assert "search-state" not in page
    assert "There is a page for this" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "how_many"),
    [("toast", 0), ("toast at three", 0), ("toast at", 1), ("three", 1), ("toast bananas", 1), ("morning", 1),
     ("bananas", 1), ("nights", 1), ("", 0), ("want to die", 1)],
)  # fmt: skip
def test_help_stands_in_every_answer_but_that_to_a_title(client, home, question, how_many):
    PostPageFactory(title="Toast", summary="Early.")
    PostPageFactory(title="Toast at three in the morning", summary="Late.")

    page = ask(client, question)

    places = page.count("help-line") + page.count('class="help-panel')
    assert places == how_many
    assert ('href="tel:116123"' in page) == bool(how_many)


@pytest.mark.django_db
def test_the_line_of_help_stands_at_the_foot(client, home):
    PostPageFactory(title="Toast at three")

    page = ask(client, "three")

    assert page.index("Toast at") < page.index("help-line")
    assert 'href="/help/"' in page[page.index("help-line") :]
