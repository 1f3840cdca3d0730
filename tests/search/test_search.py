"""What readers meet at /search/, on either database."""

import re

import pytest
from factories import GuardianUpdatePageFactory, HelpServiceFactory, PostPageFactory
from search_pages import ask, html, titles

from recalibrate.core.models import StateOfMind, Synonym

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', '"   "', '"unbalanced', "\x00", "rest\x00", "%00", "\\", "\\'", "'", "*", "rest*", "*rest",
    "NEAR(", "NEAR(a b)",
    "a NEAR b", "AND", "OR NOT", "NOT rest", "a:b", "title_terms:rest", "{title_terms} : x", "^rest",
    "-rest", "+rest",
    "rest & ! | <-> :*", "(((", ")", "'; DROP TABLE search_searchentry; --", "%", "_", "%s %(query)s {0}",
    "🙂", "👩‍⚕️ rest",
    "\u202erest\u202c", "\u200f\u200e", "ｒｅｓｔ", "日本語", "आराम", "א", "²½", "\ud7ff",
    "a" * 10_000, "rest " * 2_000,
    "-" * 10_000, "''''", "<script>alert(1)</script>", "   ", "\t\n", "𞤀𞤁", "1e5", "0x1F", "a.b.c",
    "rest/room", "x@y.example",
    "http://x.example/?a=1&b=2", "ß", "İ", "ſ", "the of and",
]  # fmt: skip


def test_any_question_has_an_answer(client, home):
    PostPageFactory(title="Rest")

    for question in HOSTILE:
        response = ask(client, question)
        assert response.status_code == 200, ascii(question)[:60]
        assert "<script>alert" not in html(response)
        assert "\x00" not in html(response)


@pytest.mark.parametrize(
    "address", ["/search/?q=%00", "/search/?q=%ff%fe", "/search/?q=%ED%A0%80", "/search/?q", "/search/?"]
)
def test_an_address_that_is_no_text_has_an_answer(client, home, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "filters",
    [{"page": "0"}, {"page": "99"}, {"page": "abc"}, {"page": "\x00"}, {"kind": "none"}, {"state": "none"},
     {"kind": '"'}, {"state": "\x00"}],
)  # fmt: skip
def test_a_page_or_filter_that_does_not_exist_is_a_404(client, home, filters):
    PostPageFactory(title="Rest")

    assert ask(client, "rest", **filters).status_code == 404


def test_writing_to_the_search_is_refused(client, home):
    assert client.post("/search/", {"q": "rest"}).status_code == 405


@pytest.mark.parametrize(
    "question",
    ["resting", "rests", "RESTED", "rést", "rest’s", "resting places", "the resting place"],
)
def test_a_word_is_found_in_any_form(client, home, question):
    PostPageFactory(title="Places to rest")

    assert titles(ask(client, question))[0] == "Places to rest"


@pytest.mark.parametrize("question", ["burnout", "burn-out", "burn out", "Burn‑out", "burn"])
@pytest.mark.parametrize("title", ["On burn-out", "On burnout"])
def test_either_spelling_finds_either_or_its_beginning(client, home, question, title):
    PostPageFactory(title=title)

    assert titles(ask(client, question))[0] == title


def test_accents_and_apostrophes_make_no_difference(client, home):
    PostPageFactory(title="A naïve baker’s bread")

    for question in ("naive", "naïve", "NAÏVE", "bakers", "baker", "bread's"):
        assert titles(ask(client, question)) == ["A naïve baker’s bread"], question


def test_the_last_word_may_be_begun_only(client, home):
    PostPageFactory(title="Exhaustion after nights")

    assert titles(ask(client, "nights exha"))[0] == "Exhaustion after nights"
    assert titles(ask(client, "exhaustio"))[0] == "Exhaustion after nights"
    assert titles(ask(client, "haus")) == []


def test_all_words_are_wanted_and_if_nothing_has_all_some_will_do(client, home):
    PostPageFactory(title="Zebra and quagga")
    PostPageFactory(title="Zebra alone")

    both, some = ask(client, "zebra quagga"), ask(client, "zebra okapi")

    assert titles(both) == ["Zebra and quagga", "Zebra alone"]
    assert "1 matches all of your words" in html(both)
    assert set(titles(some)) == {"Zebra and quagga", "Zebra alone"}
    assert "Nothing matches all of your words" in html(some)


def test_a_title_comes_before_a_summary_before_a_text(client, home):
    PostPageFactory(title="In the text", body=[{"type": "text", "value": "<p>A zebra. Zebra, zebra.</p>"}])
    PostPageFactory(title="In the summary", summary="About a zebra.")
    PostPageFactory(title="A zebra in the title")
    for number in range(3):
        PostPageFactory(title=f"Nothing {number}")

    assert titles(ask(client, "zebra")) == ["A zebra in the title", "In the summary", "In the text"]


def test_words_side_by_side_come_before_words_apart(client, home):
    PostPageFactory(title="One", body=[{"type": "text", "value": "<p>The okapi met another, a zebra.</p>"}])
    PostPageFactory(
        title="Two", body=[{"type": "text", "value": "<p>We met the okapi zebra at another.</p>"}]
    )
    PostPageFactory(
        title="Three", body=[{"type": "text", "value": "<p>A zebra and the other, an okapi.</p>"}]
    )

    assert titles(ask(client, "okapi zebra"))[0] == "Two"


def test_knackered_leads_to_fatigue_and_what_is_about_it(client, home):
    PostPageFactory(title="Places to lie down")

    response = ask(client, "knackered")

    assert [state.slug for state in response.context["answer"].suggested] == ["fatigue"]
    assert 'href="/states/fatigue/"' in html(response)
    assert titles(response) == ["Places to lie down"]
    assert "about fatigue" in html(response)


def test_filters_are_links_with_counts_and_combine(client, home):
    calm = StateOfMind.objects.get(slug="calm")
    PostPageFactory(title="Zebra one")
    PostPageFactory(title="Zebra two", primary_state=calm)
    GuardianUpdatePageFactory(title="Zebra three")

    everything, posts = ask(client, "zebra"), ask(client, "zebra", kind="post")
    narrow = ask(client, "zebra", kind="post", state="fatigue")

    counts = {choice.of and choice.of.slug: choice.count for choice in everything.context["answer"].states}
    assert counts == {None: 3, "fatigue": 2, "calm": 1}
    assert 'href="?q=zebra&amp;kind=post"' in html(everything)
    assert set(titles(posts)) == {"Zebra one", "Zebra two"}
    assert titles(narrow) == ["Zebra one"]
    kinds = {choice.of and choice.of.slug: choice.count for choice in narrow.context["answer"].kinds}
    assert kinds == {None: 2, "post": 1, "guardian": 1}


def test_an_excerpt_shows_the_words_marked_and_nothing_as_html(client, home):
    PostPageFactory(
        title="Signs",
        body=[{"type": "text", "value": "<p>A &lt;b&gt;zebra&lt;/b&gt; &amp; <b>resting</b></p>"}],
    )

    page = html(ask(client, "zebra resting"))

    assert "&lt;b&gt;<mark>zebra</mark>&lt;/b&gt; &amp; <mark>resting</mark>" in page


@pytest.mark.parametrize("level", [2, 3])
def test_a_post_with_a_content_note_is_found_with_it_and_never_quoted(client, home, level):
    PostPageFactory(
        title="Careful",
        sensitivity=level,
        content_note="Mentions a zebra’s death.",
        body=[{"type": "text", "value": "<p>The okapi in full.</p>"}],
    )

    response = ask(client, "okapi")

    assert titles(response) == ["Careful"]
    assert "Mentions a zebra’s death." in html(response)
    assert "in full" not in html(response)


@pytest.mark.parametrize("question", ["suicide", "I want to die", "can’t go on", "self-harm"])
def test_distress_is_answered_with_help_before_anything_else(client, home, question):
    HelpServiceFactory(name="Somebody kind", is_in_panels=True)
    PostPageFactory(title="A suicide in the team: I want to die, I can’t go on, self-harm")

    page = html(ask(client, question))
    main = page[page.index("<main") :]

    assert (
        main.index("tel:999")
        < main.index("116 123")
        < main.index("Somebody kind")
        < main.index("search-result")
    )


def test_distress_is_never_taken_for_the_beginning_of_another_word(client, home):
    PostPageFactory(title="A dietitian on nights, wanting toast")

    assert "dietitian" not in html(ask(client, "want to die"))


def test_other_questions_are_not_answered_with_help(client, home):
    PostPageFactory(title="Toast at three")

    assert "search-help" not in html(ask(client, "toast"))


def test_a_misspelt_question_is_answered_at_once_as_it_was_meant(client, home):
    PostPageFactory(title="We moved handover")

    page = html(ask(client, "handoevr"))

    assert "Showing results for <strong>handover</strong>" in page
    assert titles(ask(client, "handoevr")) == ["We moved handover"]
    assert "help-line" in page


def test_a_denied_word_is_never_corrected_away(client, home):
    PostPageFactory(title="Canal cats and calm", primary_state=StateOfMind.objects.get(slug="calm"))

    answer = ask(client, "cant be callm")

    assert answer.context["meant"] == "cant be calm"
    assert answer.context["answer"].suggested == ()


def test_words_of_the_trade_find_what_says_the_same_and_their_owner_may_add_some(client, home):
    PostPageFactory(title="Time off in lieu, explained")
    PostPageFactory(title="Zebras on the ward")

    assert titles(ask(client, "toil"))[0] == "Time off in lieu, explained"
    assert "Zebras on the ward" not in titles(ask(client, "stripy horses"))
    Synonym.objects.create(name="stripy horses", others="zebras, zebra")
    assert titles(ask(client, "stripy horses")) == ["Zebras on the ward"]


def test_an_empty_answer_helps(client, home):
    HelpServiceFactory(name="Somebody kind", is_in_panels=True)
    PostPageFactory(title="We moved handover")

    page = html(ask(client, "xyzzy plugh"))

    assert "No results" in page
    assert 'href="/states/fatigue/"' in page
    assert "Somebody kind" in page


def test_nothing_of_a_question_is_kept_or_shown_in_a_tab(client, home, caplog):
    response = ask(client, "zebra")

    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in html(response)
    assert "zebra" not in re.search(r"<title>(.*?)</title>", html(response), re.S)[1]
    assert not response.cookies
    assert "zebra" not in caplog.text


def test_the_empty_form_may_be_kept_and_offers_the_states(client, home):
    response = client.get("/search/")

    assert response["Cache-Control"].startswith("public")
    assert 'href="/states/fatigue/"' in html(response)


def test_every_page_leads_to_the_search(client, home):
    page = html(client.get("/"))

    header = page[page.index("<header") : page.index("</header>")]
    assert 'href="/search/"' in header
