"""What only patient parsers read, and what none can."""

import random

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.pipeline.addresses import web_address
from feeds.pipeline.charset import decoded
from feeds.pipeline.parse import parse_feed
from feeds.pipeline.parse_errors import ParseError
from feeds.pipeline.read import read_feed
from recalibrate.outbound.errors import RemoteError


def broken(entry):
    """An RSS document that is no XML."""
    return f"<rss version='2.0'><channel><title>Bread & butter</title><item>{entry}</item>".encode()


def test_broken_xml_has_pictures_recordings_and_categories_too(fetched):
    (entry,) = parse_feed(
        fetched(
            broken(
                "<title>A</title><category>Rest</category><media:thumbnail url='https://a.example/t.jpg'/>"
                "<enclosure url='https://a.example/1.mp3' type='audio/mpeg'/><dc:creator>Ann</dc:creator>"
            )
        )
    ).entries

    assert (entry.categories, entry.author, entry.image) == (("Rest",), "Ann", "https://a.example/t.jpg")
    assert (entry.enclosure, entry.enclosure_type) == ("https://a.example/1.mp3", "audio/mpeg")


def test_plain_text_in_broken_atom_is_no_markup(fetched):
    content = b"<content type='text'>1 &lt; 2 & 3</content>"
    body = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + content + b"</entry>"

    (entry,) = parse_feed(fetched(body)).entries

    assert "1 < 2" in entry.html


def test_characters_that_no_xml_may_hold_cost_only_themselves(fetched):
    body = b"<rss version='2.0'><channel><item><title>a\x01b&#xD800;c</title></item></channel></rss>"

    assert parse_feed(fetched(body)).entries[0].title == "abc"


@pytest.mark.parametrize("body", [b"<svg><g/></svg>", b"<svg><g>", b"<nothing & at all"])
def test_markup_of_another_kind_is_no_feed(fetched, body):
    with pytest.raises(ParseError, match="not a feed"):
        parse_feed(fetched(body))


def test_a_web_page_without_a_feed_says_that_it_announces_none(fetched):
    with pytest.raises(ParseError, match="announces none"):
        parse_feed(fetched(b"<!doctype html><html><body>Hello</body></html>"))


def test_what_even_the_patient_reader_chokes_on_is_an_error_in_words(fetched, monkeypatch):
    def choke(*args, **kwargs):
        raise RecursionError

    monkeypatch.setattr(feedparser, "parse", choke)

    with pytest.raises(ParseError, match="so broken"):
        parse_feed(fetched(broken("")))


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("привет".encode("koi8-r"), "text/xml; charset=koi8-r", "привет"),
        ("日本".encode("shift_jis"), "text/xml; charset=shift_jis", "日本"),
        (b"\x81\x81\xff caf\xe9", "text/xml; charset=euc-jp", "��ÿ café"),
    ],
)
def test_a_declared_charset_is_used_if_it_fits(body, content_type, text):
    assert decoded(body, content_type) == text


def test_redirectors_are_unwrapped_three_times_at_most():
    address = "https://a.example/"
    for _ in range(5):
        address = f"https://www.google.com/url?url={address}"

    assert web_address(address).startswith("https://www.google.com/url")


def test_a_long_element_with_few_attributes_is_read(fetched):
    link = f"<link rel='x' href='https://a.example/{'a' * 1_500}'/>"

    assert parse_feed(fetched(broken(f"{link}<title>A</title>"))).entries


DOCUMENTS = [
    "rss-2.0-wordpress.xml",
    "atom-1.0.xml",
    "rss-1.0-rdf.xml",
    "json-feed-1.1.json",
    "rss-2.0-odd-dates.xml",
]


def mutated(document: bytes, chance: random.Random, times: int) -> bytes:
    """Some bytes changed, taken out, doubled or moved."""
    body = bytearray(document)
    for _ in range(times):
        start = chance.randrange(len(body) + 1)
        end = start + chance.randrange(60)
        piece = bytes(body[start:end])
        body[start:end] = chance.choice(
            [b"", piece * 3, chance.randbytes(4), piece[::-1], b"<![CDATA[", b"]]>&#x0;"]
        )
    return bytes(body)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), name=st.sampled_from(DOCUMENTS), times=st.integers(1, 40))
def test_no_mutation_of_a_document_raises_anything_but_a_feed_error(fetched, now, seed, name, times):
    body = mutated(fetched(name).body, random.Random(seed), times)

    try:
        items = read_feed(fetched(body), now=now).items
    except RemoteError:
        items = ()

    assert all(item.title and len(item.title) <= 300 for item in items)
