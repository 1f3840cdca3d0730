"""Golden documents: what comes out for an editor at the end of the pipeline."""

import re
from datetime import UTC, datetime

import pytest

from feeds.pipeline.read import read_feed


def test_a_wordpress_feed_becomes_plain_words(fetched, now):
    (item,) = read_feed(fetched("rss-2.0-wordpress.xml"), now=now).items

    assert item.title == "Rest facilities & food: what the audit found"
    assert item.text == "Half of the sites have a room. Café hours are next."
    assert item.url == "https://wellbeing.example/audit/?page=2"
    assert item.canonical_url == "https://wellbeing.example/audit?page=2"
    assert item.guid == "https://wellbeing.example/?p=41"
    assert item.author == "Priya Nair"
    assert item.language == "en-gb"
    assert item.published_at == datetime(2026, 7, 6, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "title", "url", "text", "published_at"),
    [
        ("rss-0.91-with-netscape-doctype.xml", "Rest room reopened", "https://ward.example/rest-room",
         "It has chairs now.", None),
        ("rss-0.92.xml", "The kettle on level three works again, thanks to estates and to …",
         "https://ward.example/kettle",
         "The kettle on level three works again, thanks to estates and to a very patient electrician.", None),
        ("rss-1.0-rdf.xml", "Naps and night shifts", "https://journal.example/1", "A small trial.",
         datetime(2026, 3, 1, 7, 30, tzinfo=UTC)),
        ("atom-0.3.xml", "A letter", "https://letters.example/1", "Dear all.",
         datetime(2026, 1, 2, 10, tzinfo=UTC)),
        ("atom-1.0.xml", "Staffing under 5 is unsafe", "https://leaders.example/blog/letter-1",
         "Say it early. Say it often.", datetime(2026, 5, 1, 11, tzinfo=UTC)),
        ("atom-1.0-prefixed.xml", "One", "https://prefixed.example/1", "Short.",
         datetime(2026, 5, 1, 12, tzinfo=UTC)),
        ("json-feed-1.0.json", "Short breaks & alertness", "https://digest.example/12", "If x < y then rest.",
         datetime(2026, 2, 1, 7, tzinfo=UTC)),
        ("json-feed-1.1.json", "Noise", "https://paper.example/13", "Wards are loud.",
         datetime(2026, 2, 2, 6, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_every_format_gives_the_same_kind_of_item(fetched, now, name, title, url, text, published_at):
    (item,) = read_feed(fetched(name), now=now).items

    assert (item.title, item.url, item.text, item.published_at) == (title, url, text, published_at)


def test_json_feed_names_all_authors_and_says_what_it_could_not_read(fetched, now):
    reading = read_feed(fetched("json-feed-1.1.json"), now=now)

    assert reading.items[0].author == "Ida, Bo"
    assert reading.remarks == ("Entries that could not be read: 1.",)


@pytest.mark.parametrize(
    "name",
    [
        "charset-utf8-declared-latin1.xml",
        "charset-windows1252-declared-utf8.xml",
        "charset-windows1252-declared-latin1.xml",
        "charset-utf16-with-mark.xml",
        "charset-utf8-with-mark-and-junk.xml",
        "charset-utf8-with-a-cut-letter.xml",
    ],
)
@pytest.mark.parametrize(
    "content_type", ["text/xml", "application/rss+xml; charset=us-ascii", "text/html; charset=utf-8"]
)
def test_letters_arrive_whatever_charset_is_declared(fetched, now, name, content_type):
    (item,) = read_feed(fetched(name, content_type=content_type), now=now).items

    assert item.title == "Naïve résumé – “quoted”"


def test_hidden_characters_go(fetched, now):
    (item,) = read_feed(fetched("control-and-bidi-characters.xml"), now=now).items

    assert item.title == "paylaicepS day"
    assert item.guid == "o1"


def test_no_reader_is_ever_sent_to_anything_but_a_web_page(fetched, now):
    items = read_feed(fetched("rss-2.0-unsafe-links.xml", url="https://unsafe.example/feed"), now=now).items

    assert [item.url for item in items] == [
        "",
        "",
        "",
        "https://unsafe.example/a",
        "https://unsafe.example/relative",
    ]


def test_no_markup_is_left_in_any_field(fetched, now):
    item = read_feed(fetched("rss-2.0-unsafe-links.xml"), now=now).items[-1]

    assert (item.title, item.author) == ("Markup everywhere", "Eve")
    assert item.text == "twice escaped"
    assert not re.search("<[a-zA-Z/!]", item.text + item.title + item.excerpt)


def test_three_entries_with_one_guid_are_two_items(fetched, now):
    items = read_feed(fetched("rss-2.0-repeated-guids.xml"), now=now).items

    assert [item.title for item in items] == ["First", "Second"]
    assert len({item.identity for item in items}) == 2


def test_entries_without_guid_and_address_are_known_by_their_words(fetched, now):
    bare, numbered = read_feed(fetched("rss-2.0-without-guid-or-link.xml"), now=now).items

    assert (bare.url, numbered.url) == ("", "")
    assert bare.identity != numbered.identity


def test_dates_are_read_as_publishers_mean_them_or_not_at_all(fetched, now):
    items = read_feed(fetched("rss-2.0-odd-dates.xml"), now=now).items

    assert [item.published_at for item in items] == [
        datetime(2024, 7, 1, tzinfo=UTC),
        datetime(2024, 9, 5, tzinfo=UTC),
        datetime(2026, 6, 2, 8, tzinfo=UTC),
        None,
        None,
        None,
    ]


def test_of_a_long_document_the_newest_500_entries_are_read_and_that_is_said(fetched, now):
    entries = "".join(
        f"<item><title>{n}</title><guid isPermaLink='false'>{n}</guid>"
        f"<pubDate>{2000 + n % 26}-01-01</pubDate></item>"
        for n in range(520)
    )
    body = f"<rss version='2.0'><channel><title>T</title>{entries}</channel></rss>".encode()

    reading = read_feed(fetched(body), now=now)

    assert len(reading.items) == 500
    assert min(item.published_at.year for item in reading.items) == 2001
    assert reading.remarks == ("520 entries; only the newest 500 were read.",)
