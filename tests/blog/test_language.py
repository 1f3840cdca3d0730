"""A post can be in another language than English, and says so wherever its words go."""

import json
import re

import pytest
from factories import PostPageFactory

from recalibrate.core.languages import CHOICES, RIGHT_TO_LEFT


def html_of(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def polish(home):
    return PostPageFactory(
        title="Odpoczynek",
        slug="rest",
        language="pl",
        short_version="<p>Krótko.</p>",
        try_now="<p>Usiądź.</p>",
    )


def test_its_title_and_text_say_their_language_and_the_page_stays_english(client, polish):
    html = html_of(client, "/posts/rest/")

    assert '<html lang="en-GB">' in html
    assert '<h1 lang="pl" dir="ltr">Odpoczynek</h1>' in html
    for said in ("Krótko.", "Usiądź."):
        assert re.search(rf'<div class="(?:prose|flow)" lang="pl" dir="ltr">\s*<p>{said}', html)


def test_lists_say_it_too(client, polish):
    assert '<h3 lang="pl" dir="ltr"><a href="/posts/rest/">' in html_of(client, "/posts/")


def test_search_engines_are_told(client, polish):
    (script,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', html_of(client, "/posts/rest/")
    )

    assert "pl" in [thing.get("inLanguage") for thing in json.loads(script)["@graph"]]


def test_every_feed_tells_which_entry_is_in_another_language(client, polish):
    PostPageFactory(title="Rest", slug="rest-again")

    assert html_of(client, "/feeds/all.xml").count("<dc:language>pl</dc:language>") == 1
    assert html_of(client, "/feeds/all.atom").count('<entry xml:lang="pl">') == 1
    items = client.get("/feeds/all.json").json()["items"]
    assert {item["title"]: item.get("language") for item in items} == {"Odpoczynek": "pl", "Rest": None}


def test_a_post_in_english_says_nothing_more(client, home):
    PostPageFactory(title="Rest", slug="rest")

    html = html_of(client, "/posts/rest/")

    assert "<h1>Rest</h1>" in html
    assert '"inLanguage":"en-GB"' in html


def test_what_runs_from_right_to_left_does_so(client, home):
    PostPageFactory(title="آرام", slug="aram", language="ur")

    assert '<h1 lang="ur" dir="rtl">' in html_of(client, "/posts/aram/")
    assert {code for code, _name in CHOICES} & RIGHT_TO_LEFT == {"ar", "fa", "ur"}
