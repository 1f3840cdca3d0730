"""The writers, without a database: what a feed reader gets from a description."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.utils.translation import gettext_lazy

from recalibrate.core.syndication import WRITERS, EntryImage, FeedEntry, Syndication
from recalibrate.core.syndication.description import syndicated_text
from recalibrate.syndication.opml import opml

ENTRY = FeedEntry(
    uuid=UUID("12345678-1234-5678-1234-567812345678"),
    kind="post",
    url="https://site.example/posts/rest/",
    title="Rest & sleep",
    summary="A sentence.",
    html="<p>Text &amp; more</p>",
    published_at=datetime(2026, 11, 2, 7, 30, tzinfo=UTC),
    updated_at=datetime(2026, 11, 3, 8, 0, 0, 123, tzinfo=UTC),
    contributors=("A resident doctor",),
    categories=(("fatigue", "Fatigue"),),
)
SYNDICATION = Syndication(
    key="all",
    title="Recalibrate: all posts",
    description="Every post.",
    page_url="https://site.example/posts/",
    self_url="https://site.example/feeds/all.xml",
    authority="site.example",
    changed_at=datetime(2026, 11, 20, tzinfo=UTC),
    stylesheet_url="https://site.example/static/css/feed.css",
    help_url="https://site.example/feeds/",
    categories_url="https://site.example/states/",
    entries=(ENTRY,),
)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def parsed(form: str, syndication: Syndication = SYNDICATION) -> ElementTree.Element:
    return ElementTree.fromstring(WRITERS[form](syndication))


def test_rss_escapes_a_title_once_and_carries_the_whole_text():
    item = parsed("xml").find("channel/item")

    assert item.findtext("title") == "Rest & sleep"
    assert item.findtext(CONTENT) == "<p>Text &amp; more</p>"
    assert item.findtext("pubDate") == "Mon, 02 Nov 2026 07:30:00 +0000"


def test_atom_entries_have_what_rfc_4287_demands():
    entry = parsed("atom").find(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}title") == "Rest & sleep"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-03T08:00:00+00:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "A resident doctor"
    assert entry.find(f"{ATOM}content").get("type") == "html"


def test_ids_are_tag_uris_that_do_not_contain_the_address():
    tag = "tag:site.example,2026:post:12345678-1234-5678-1234-567812345678"
    moved = replace(SYNDICATION, entries=(replace(ENTRY, url="https://elsewhere.example/x/", title="New"),))

    for description in (SYNDICATION, moved):
        assert parsed("xml", description).findtext("channel/item/guid") == tag
        assert parsed("atom", description).findtext(f"{ATOM}entry/{ATOM}id") == tag


@pytest.mark.parametrize("form", ["xml", "atom"])
def test_characters_that_xml_cannot_hold_break_no_feed(form):
    hostile = replace(
        ENTRY, title="a\x0bb\ufffec\x00", html="<p>\ud800x\uffff</p>", url="https://e.example/\x01"
    )

    root = parsed(form, replace(SYNDICATION, entries=(hostile,)))

    assert "abc" in "".join(root.itertext())


@pytest.mark.parametrize("form", ["xml", "atom"])
def test_an_empty_feed_is_dated_by_the_last_change_not_by_now(form):
    empty = replace(SYNDICATION, entries=())

    assert WRITERS[form](empty) == WRITERS[form](empty)
    assert "2026" in WRITERS[form](empty)
    assert empty.updated_at == datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize("form", ["xml", "atom"])
def test_the_feed_names_its_own_address_and_its_stylesheet(form):
    text = WRITERS[form](SYNDICATION)

    assert 'rel="self"' in text
    assert SYNDICATION.self_url in text
    assert '<?xml-stylesheet href="https://site.example/static/css/feed.css" type="text/css"?>' in text


def test_a_picture_is_beside_its_entry_in_both_xml_formats():
    image = EntryImage("https://site.example/a.jpg", "image/jpeg", "A chair", 1200, 630)
    described = replace(SYNDICATION, entries=(replace(ENTRY, picture=image),))

    for form in ("xml", "atom"):
        content = ElementTree.fromstring(WRITERS[form](described)).find(
            ".//{http://search.yahoo.com/mrss/}content"
        )
        assert content.get("url") == image.url
        assert content.findtext("{http://search.yahoo.com/mrss/}description") == "A chair"


def test_words_that_are_yet_to_be_translated_are_words():
    assert syndicated_text(gettext_lazy("By state of mind")) == "By state of mind"
    assert b'text="By series"' in opml(
        "Feeds", datetime(2026, 1, 1, tzinfo=UTC), [(gettext_lazy("By series"), [])]
    )
