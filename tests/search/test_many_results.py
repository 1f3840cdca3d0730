"""What an answer costs and shows when much is found."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import HelpServiceFactory, PostPageFactory
from search_pages import ask, html, titles

from recalibrate.core.models import StateOfMind
from recalibrate.search import match, results
from recalibrate.search.models import SearchEntry

pytestmark = pytest.mark.django_db


def test_results_are_paged_and_the_question_stays_in_the_address(client, home):
    SearchEntry.objects.bulk_create(
        SearchEntry(
            kind="post", key=str(n), url="/x/", title=f"Zebra {n}", title_terms="zebra", words="zebra",
            version=1, published_on=date(2026, 1, 1),
        )
        for n in range(30)
    )  # fmt: skip

    first, last = ask(client, "zebra"), ask(client, "zebra", page=3)

    assert len(titles(first)) == 12
    assert len(titles(last)) == 6
    assert 'href="?q=zebra&amp;page=2"' in html(first)


@pytest.mark.parametrize("question", ["zebra", "want to die", "handoevr", "knackered", "", "okapi zebra"])
def test_an_answer_takes_few_queries_however_much_is_found(client, home, question):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert ask(client, question).status_code == 200
        return len(captured)

    PostPageFactory(title="Zebra handover")
    ask(client, question)
    few = queries()
    for number in range(18):
        PostPageFactory(title=f"Zebra {number}")
        HelpServiceFactory(name=f"Zebra line {number}", is_in_panels=True)
    ask(client, question)

    assert queries() == few
    assert few <= 12


def test_of_more_than_can_be_shown_a_filter_still_shows_all_it_can(client, home, monkeypatch):
    calm = StateOfMind.objects.get(slug="calm")
    old = PostPageFactory(title="About stripes", primary_state=calm, short_version="<p>zebra</p>")
    for n in range(4):
        PostPageFactory(title=f"Zebra {n}")
    everything = ask(client, "zebra")
    for module in (match, results):
        monkeypatch.setattr(module, "MOST", 3)

    shown, narrowed = ask(client, "zebra"), ask(client, "zebra", state="calm")

    assert everything.context["answer"].is_all
    assert "5 results" in html(everything)
    assert len(titles(shown)) == 3
    assert "More than 3 results" in html(shown)
    assert [choice.count for choice in shown.context["answer"].states] == [None, None]
    assert titles(narrowed) == [old.title]
    assert re.search(r"\b1 result\b", html(narrowed))
    assert ask(client, "zebra", state="calm", kind="post").context["answer"].found
    assert titles(ask(client, "zebra", kind="guardian")) == []


def test_of_a_common_word_what_has_it_in_its_title_is_found_however_old(client, home, monkeypatch):
    calm = StateOfMind.objects.get(slug="calm")
    PostPageFactory(title="Zebra at rest", primary_state=calm)
    for n in range(5):
        PostPageFactory(title=f"Other {n}", short_version="<p>zebra</p>")
    gone = SearchEntry.objects.get(title="Other 4")
    everything = titles(ask(client, "zebra"))
    monkeypatch.setattr(match, "COMMON", 3)
    for module in (match, results):
        monkeypatch.setattr(module, "MOST", 2)

    newest = ["Other 4", "Other 3"]  # what PostgreSQL takes
    expected = newest if connection.vendor == "postgresql" else ["Zebra at rest", "Other 4"]
    assert titles(ask(client, "zebra")) == expected
    assert titles(ask(client, "zebra", state="calm")) == ["Zebra at rest"]
    assert set(everything) == {"Zebra at rest", *(f"Other {n}" for n in range(5))}
    SearchEntry.objects.filter(pk=gone.pk).update(expires_on=date(2020, 1, 1))
    assert "Other 4" not in titles(ask(client, "zebra"))
