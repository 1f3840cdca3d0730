import time

import pytest

from feeds.pipeline.autodiscovery import Announced, announced, linked_feeds, page_title, sent_on, usual_places

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
        (
            f'<base href="/app/"><link rel="alternate" {RSS} href="f.xml">',
            [("https://a.example/app/f.xml", "")],
        ),
        (f'<!-- <link rel="alternate" {RSS} href="/old"> -->', []),
        (f'<link title="a > b" rel="alternate" {RSS} href="/f">', [("https://a.example/f", "a > b")]),
        ('<link rel="feed" href="/odd">', [("https://a.example/odd", "")]),
        ('<link rel="feed" type="text/html" href="/odd">', []),
        ('<link rel="alternate" type="text/xml" href="/x">', [("https://a.example/x", "")]),
        ('<link rel="alternate" href="/news.rss">', [("https://a.example/news.rss", "")]),
        (
            '<link rel="alternate" type="application/atom+xml; type=entry" href="/this">'
            '<link rel="alternate" type="application/atom+xml; type=feed" href="/all">',
            [("https://a.example/all", "")],
        ),
        (
            '<link rel="alternate" type="application/atom+xml" title="A Atom" href="/atom.xml">'
            f'<link rel="alternate" {RSS} title="A RSS" href="/rss.xml">',
            [("https://a.example/atom.xml", "A Atom")],
        ),
        (
            f'<link rel="alternate" {RSS} title="All" href="/feed/">'
            f'<link rel="alternate" {RSS} title="Today" href="/news/today/feed/">',
            [("https://a.example/news/today/feed/", "Today"), ("https://a.example/feed/", "All")],
        ),
        (
            f'<style>{"a" * 250_000}</style><link rel="alternate" {RSS} href="/f">',
            [("https://a.example/f", "")],
        ),
        ("<b>" * 60 + f'<link rel="alternate" {RSS} href="/f">', [("https://a.example/f", "")]),
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


def test_a_link_header_announces_a_feed():
    header = '</style.css>; rel=preload, </f.atom>; rel="alternate"; type="application/atom+xml"'

    assert announced("", BASE, header) == (Announced("https://a.example/f.atom"),)


def test_plain_links_that_speak_of_a_feed_are_worth_a_try():
    page = (
        '<a href="/about/">Atoms</a><a href="/about/rss-feed/">RSS</a><a href="/x/feed/"><img src=i></a>'
        '<a href="/y" title="Atom feed">News</a><a href="mailto:rss@a.example">RSS</a>'
        '<a href="/comments/rss">RSS</a>'
    )

    assert [feed.url.removeprefix("https://a.example") for feed in linked_feeds(page, BASE)] == [
        "/about/rss-feed/",
        "/x/feed/",
        "/y",
    ]


def test_a_page_may_send_its_readers_on():
    assert sent_on('<meta http-equiv="Refresh" content="0; url=/home/">', BASE) == "https://a.example/home/"
    assert sent_on('<meta http-equiv="refresh" content="30">', BASE) == ""
    assert sent_on('<meta http-equiv="x" content="0; url=/home/">', BASE) == ""
