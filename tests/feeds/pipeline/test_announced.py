import time

import pytest

from feeds.pipeline.autodiscovery import Announced, announced, page_title, usual_places

BASE = "https://a.example/news/today"
RSS = 'type="application/rss+xml"'


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (
            f'<link rel="alternate" {RSS} title="News &amp; more" href="/feed/">',
            [("https://a.example/feed/", "News & more")],
        ),
        (
            "<LINK HREF=feed.xml TYPE='application/atom+xml' REL=alternate>",
            [("https://a.example/news/feed.xml", "")],
        ),
        (
            f'<link rel="stylesheet alternate" {RSS} href="https://b.example/f">',
            [("https://b.example/f", "")],
        ),
        (
            '<link rel="alternate" type="application/feed+json; charset=utf-8" href="/f.json">',
            [("https://a.example/f.json", "")],
        ),
        (
            f'<link rel="alternate" {RSS} href="/f"><link rel="alternate" {RSS} href="/f">',
            [("https://a.example/f", "")],
        ),
        (f'<link rel="alternate" {RSS} href="/wp-json/oembed/1.0/embed?url=x">', []),
        (f'<link rel="alternate" {RSS} title="A » Comments Feed" href="/x/">', []),
        (f'<link rel="alternate" {RSS} href="/comments/feed/">', []),
        (f'<link rel="alternate" {RSS} href="javascript:alert(1)">', []),
        ('<link rel="alternate" hreflang="de" href="/de/">', []),
        (f'<link {RSS} href="/feed">', []),
        ("<p>No links</p>", []),
    ],
)
def test_a_page_announces_its_feeds(page, found):
    assert announced(page, BASE) == tuple(Announced(*one) for one in found)


def test_a_pages_title_names_the_site():
    assert page_title("<head><title>\n A site &amp; its name </title>") == "A site & its name"
    assert page_title("<p>None") == ""


def test_usual_places_are_below_the_page_and_at_the_root():
    places = usual_places(BASE)

    assert places[0] == "https://a.example/news/today/feed/"
    assert "https://a.example/rss.xml" in places
    assert usual_places("https://a.example/")[0] == "https://a.example/feed/"
    assert len(set(places)) == len(places) <= 8


def test_a_page_built_to_be_slow_is_not():
    begun = time.process_time()

    announced("<link " + "a='" * 60_000 + ">" + "<link a=" * 20_000, BASE)
    page_title("<title" * 30_000)

    assert time.process_time() - begun < 2
