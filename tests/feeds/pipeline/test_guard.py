import time

import pytest
from hostile_documents import HOSTILE, in_item

from feeds.pipeline.guard import for_feedparser, from_first_element, tamed
from feeds.pipeline.parse_errors import Hostile, ParseError
from feeds.pipeline.read import read_feed


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_read_or_refused_but_never_hangs(fetched, now, name):
    started = time.process_time()

    try:
        items = read_feed(fetched(HOSTILE[name]), now=now).items
    except ParseError:
        items = ()

    assert len(items) <= 1
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("<a>" * 151, "more than 150 deep"),
        ("<a " + " ".join(f"x{n}=''" for n in range(101)) + "/>", "more than 100 attributes"),
        ("<a>" + "<b/>" * 400_000 + "</a>", "more than 400,000 elements"),
        ("<a " + " ".join(f"x{n}=1" for n in range(600)) + ">", "more than 100 attributes"),
        ("<a & " + "<b" * 400_001, "more than 400,000 elements"),
    ],
)
def test_what_no_feed_needs_is_refused(fetched, now, document, message):
    with pytest.raises(Hostile, match=message):
        read_feed(fetched(document.encode()), now=now)


@pytest.mark.parametrize(
    "reference",
    [
        "&#0;",
        "&#xD800;",
        "&#x0000000D800;",
        "&#XDFFF;",
        "&#55296;",
        "&#xFFFE;",
        "&#99999999999;",
        "&#x110000;",
    ],
)
def test_references_to_what_is_no_character_go(reference):
    assert tamed(f"<a>x{reference}y</a>") == "<a>xy</a>"


@pytest.mark.parametrize("reference", ["&#9;", "&#233;", "&#x1F600;", "&amp;"])
def test_other_references_stay(reference):
    assert tamed(f"<a>{reference}</a>") == f"<a>{reference}</a>"


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE rss PUBLIC "-//x//EN" "http://x.example/>"> ',
        "<!doctype rss [<!ENTITY a \"]>\"> <!-- ' ]> --> <!ENTITY b '>'>]>",
        "\ufeff  <?xml version='1.0' encoding='x'?><?xml-stylesheet href='?'?><!-- <rss> --> junk ",
    ],
)
def test_everything_before_the_first_element_goes(start):
    assert from_first_element(f"{start}<rss/>") == "<rss/>"


def test_a_document_without_elements_is_empty():
    assert from_first_element("no markup <!-- at all") == ""


def test_ordinary_long_addresses_survive():
    address = "https://a.example/" + "a" * 1_900

    assert address.encode() in for_feedparser(in_item(f"<link>{address}</link>".encode()).decode())
