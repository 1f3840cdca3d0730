"""What search engines are told, in the words of schema.org."""

import json
from datetime import UTC, datetime

import pytest

from recalibrate.core.structured_data import Article, Crumb, Publisher, document, website

PUBLISHER = Publisher(site_name="Recalibrate", organisation="Fenwold Trust", url="https://a.example/")


def article(**changes):
    said = {
        "kind": "BlogPosting",
        "headline": "Rest",
        "description": "About rest.",
        "url": "https://a.example/posts/rest/",
    }
    return Article(**(said | changes))


def things(**parts):
    return json.loads(document(PUBLISHER, **parts))["@graph"]


def test_an_article_says_who_published_it_and_when():
    moment = datetime(2026, 11, 23, 9, 0, 0, 5, tzinfo=UTC)

    (said,) = things(article=article(published_at=moment, modified_at=moment, keywords=("Fatigue",)))

    assert said["@type"] == "BlogPosting"
    assert said["publisher"] == {"@type": "Organization", "name": "Fenwold Trust"}
    assert said["datePublished"] == said["dateModified"] == "2026-11-23T09:00:00+00:00"
    assert said["keywords"] == ["Fatigue"]
    assert said["mainEntityOfPage"] == said["url"] == "https://a.example/posts/rest/"


def test_what_is_not_known_is_not_said():
    (said,) = things(article=article())

    assert not {"datePublished", "dateModified", "image", "keywords"} & said.keys()


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ((), [("Organization", "Fenwold Trust")]),
        (("",), [("Organization", "Fenwold Trust")]),
        (("Kit Navarro",), [("Person", "Kit Navarro")]),
        (("Kit Navarro", ""), [("Person", "Kit Navarro"), ("Organization", "Fenwold Trust")]),
    ],
)
def test_whoever_wishes_no_name_is_the_organisation(authors, expected):
    (said,) = things(article=article(authors=authors))

    assert [(author["@type"], author["name"]) for author in said["author"]] == expected


def test_no_text_can_end_the_script_element():
    hostile = "</script><script>alert(1)</script><!-- & -->"

    text = document(PUBLISHER, article=article(headline=hostile))

    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][0]["headline"] == hostile


def test_crumbs_are_numbered_from_the_home_page():
    (said,) = things(crumbs=[Crumb("Home", "https://a.example/"), Crumb("Posts", "https://a.example/posts/")])

    assert [(step["position"], step["name"]) for step in said["itemListElement"]] == [
        (1, "Home"),
        (2, "Posts"),
    ]


def test_a_page_with_nothing_to_say_has_no_document():
    assert document(PUBLISHER) == ""


def test_the_home_page_is_the_site_even_without_an_organisation():
    said = json.loads(website(Publisher(site_name="Recalibrate", organisation="", url="https://a.example/")))

    assert said["@type"] == "WebSite"
    assert said["publisher"]["name"] == "Recalibrate"
