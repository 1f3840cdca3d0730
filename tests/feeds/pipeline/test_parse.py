from datetime import timedelta

import pytest

from feeds.pipeline.parse import parse_feed
from feeds.pipeline.parse_errors import ParseError

FORMATS = {
    "rss-0.91-with-netscape-doctype.xml": "rss091u",
    "rss-0.92.xml": "rss092",
    "rss-1.0-rdf.xml": "rss10",
    "rss-2.0-wordpress.xml": "rss20",
    "atom-0.3.xml": "atom03",
    "atom-1.0.xml": "atom10",
    "atom-1.0-prefixed.xml": "atom10",
    "json-feed-1.0.json": "json10",
    "json-feed-1.1.json": "json11",
}


@pytest.mark.parametrize(("name", "version"), FORMATS.items())
def test_every_format_is_recognised_and_has_one_entry(fetched, name, version):
    feed = parse_feed(fetched(name))

    assert (feed.version, len(feed.entries)) == (version, 1)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empty.xml", "an empty document"),
        ("path-of-a-file.txt", "not a feed"),
        ("json-but-no-feed.json", "JSON, but not a feed"),
        ("html-browser-challenge.html", "asks for a browser check"),
    ],
)
def test_what_is_no_feed_is_an_error_that_says_what_it_is(fetched, name, message):
    with pytest.raises(ParseError, match=message):
        parse_feed(fetched(name))


def test_a_web_page_is_an_error_that_offers_the_feeds_it_announces(fetched):
    with pytest.raises(ParseError) as caught:
        parse_feed(fetched("html-that-announces-feeds.html", url="https://page.example/news/"))

    assert str(caught.value) == (
        "This is a web page, not a feed. It announces: https://page.example/feed/, https://page.example/atom.xml"
    )


def test_a_document_that_names_a_file_or_an_address_opens_neither(fetched, tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text("<rss version='2.0'><channel><title>Secret</title></channel></rss>")

    for body in (str(secret), f"file://{secret}", "http://127.0.0.1:9/feed"):
        with pytest.raises(ParseError):
            parse_feed(fetched(body.encode()))


def test_the_loose_parser_reads_broken_xml(fetched):
    feed = parse_feed(fetched("rss-2.0-broken-xml.xml"))

    assert [entry.guid for entry in feed.entries] == ["t1", "t2"]


def test_a_complaint_before_the_document_does_not_hide_it(fetched):
    feed = parse_feed(fetched("rss-2.0-after-php-warning.xml"))

    assert [entry.title for entry in feed.entries] == ["Still readable"]


def test_entities_are_neither_expanded_nor_read_from_files(fetched):
    (entry,) = parse_feed(fetched("entities-that-expand.xml")).entries

    assert "lol" not in entry.title
    assert "root:" not in entry.title


def test_guids_stay_as_they_were_written_wherever_the_document_came_from(fetched):
    item = b"<item><title>A</title><guid>news/1</guid></item>"
    body = b"<rss version='2.0'><channel><title>T</title>" + item + b"</channel></rss>"

    guids = {
        parse_feed(fetched(body, url=url)).entries[0].guid
        for url in ("http://a.example/f", "https://a.example/f")
    }

    assert guids == {"news/1"}


@pytest.mark.parametrize(
    ("name", "wait"),
    [
        ("rss-2.0-wordpress.xml", timedelta(hours=3)),
        ("rss-1.0-rdf.xml", timedelta(hours=12)),
        ("atom-1.0.xml", None),
    ],
)
def test_a_document_may_ask_to_be_left_alone_for_a_while(fetched, name, wait):
    assert parse_feed(fetched(name)).refresh_after == wait
