"""Formats and namespaces as they are found in the wild."""

import pytest

from feeds.pipeline import each as converting
from feeds.pipeline import xml_feed
from feeds.pipeline.each import convert_each
from feeds.pipeline.parse import parse_feed
from recalibrate.outbound.errors import AskedToWait, Refused

MEDIA = "xmlns:media='http://search.yahoo.com/mrss/'"


def rss(item, *, channel="", root="version='2.0'"):
    return f"<rss {root}><channel><title>T</title>{channel}<item>{item}</item></channel></rss>".encode()


def atom(entry, *, root="xmlns='http://www.w3.org/2005/Atom'"):
    return f"<feed {root}><title>T</title><entry>{entry}</entry></feed>".encode()


@pytest.fixture
def entry(fetched):
    """The only entry of a document."""

    def entry(body):
        (only,) = parse_feed(fetched(body)).entries
        return only

    return entry


def test_named_letters_of_html_are_read_although_xml_does_not_know_them(entry):
    assert entry(rss("<title>caf&eacute;&nbsp;&unknown;</title>")).title == "café\xa0 "


def test_atom_without_its_namespace_is_atom(fetched):
    feed = parse_feed(fetched(atom("<title>A</title><id>1</id>", root="")))

    assert (feed.version, feed.entries[0].guid) == ("atom10", "1")


def test_a_prefix_that_was_not_declared_means_what_everybody_means_by_it(entry):
    assert entry(rss("<dc:creator>Ann</dc:creator><odd:thing>x</odd:thing>")).author == "Ann"


def test_html_that_was_not_escaped_is_read_as_html(entry):
    assert entry(rss("<description>One <b>two</b> three</description>")).html == "One <b>two</b> three"


def test_text_within_xhtml_stays_text(entry):
    content = "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a &lt; b</div></content>"

    assert entry(atom(content)).html == "<div>a &lt; b</div>"


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("<content type='text'>a &lt; b</content>", "<plaintext>a < b"),
        ("<content type='html'>&lt;p&gt;x&lt;/p&gt;</content>", "<p>x</p>"),
        ("<content type='image/png'>aGVsbG8=</content>", ""),
        ("<content type='text/html' mode='base64'>aGVsbG8=</content>", "hello"),
        ("<summary>Short</summary><content>Much longer</content>", "<plaintext>Much longer"),
    ],
)
def test_only_text_and_html_are_bodies(entry, content, html):
    assert entry(atom(content)).html == html


def test_what_a_picture_shows_counts_beside_the_text(entry):
    about = f"<media:group {MEDIA}><media:description>A dog</media:description></media:group>"

    assert entry(rss(about)).also == ("A dog",)
    assert entry(rss(f"{about}<description>.</description>")).html == "."


@pytest.mark.parametrize(
    ("item", "image", "enclosure"),
    [
        ("<enclosure url='https://a.example/1.mp3' type='audio/mpeg'/>", "", "https://a.example/1.mp3"),
        ("<enclosure url='https://a.example/1.png' type='image/png'/>", "https://a.example/1.png", ""),
        (f"<media:thumbnail {MEDIA} url='https://a.example/t.jpg'/>", "https://a.example/t.jpg", ""),
        (
            f"<media:content {MEDIA} medium='image' url='https://a.example/c.jpg'/>",
            "https://a.example/c.jpg",
            "",
        ),
        ("<itunes:image href='https://a.example/i.jpg'/>", "https://a.example/i.jpg", ""),
    ],
)
def test_pictures_and_recordings_are_noted(entry, item, image, enclosure):
    found = entry(rss(item))

    assert (found.image, found.enclosure) == (image, enclosure)


def test_an_atom_entry_says_where_it_is_and_what_belongs_to_it(entry):
    found = entry(
        atom(
            "<link rel='alternate' type='application/json' href='1.json'/><link href='1.html'/>"
            "<link rel='enclosure' href='1.mp3' type='audio/mpeg'/><category term='x' label='Rest'/>"
            "<author><name>Ann</name></author><author><name>Bo</name></author>"
            "<source><title>Elsewhere</title><id>other</id></source>",
            root="xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/blog/' xml:lang='cy'",
        )
    )

    assert (found.url, found.enclosure) == ("https://a.example/blog/1.html", "https://a.example/blog/1.mp3")
    assert (found.categories, found.author, found.title, found.guid) == (("Rest",), "Ann, Bo", "", "")


def test_an_address_that_cannot_be_joined_stays_as_it_is(entry):
    body = atom(
        "<link href='http://[bad'/>", root="xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/'"
    )

    assert entry(body).url == "http://[bad"


def test_a_permanent_guid_is_an_address(entry):
    assert entry(rss("<guid>https://a.example/1</guid>")).url == "https://a.example/1"
    assert entry(rss("<guid isPermaLink='false'>https://a.example/1</guid>")).url == ""
    assert entry(rss("<guid>1</guid>")).url == ""


def test_hours_to_skip_are_the_channels(fetched):
    hours = "<skipHours><hour>3</hour><hour>24</hour><hour>x</hour></skipHours>"

    assert parse_feed(fetched(rss("<hour>5</hour>", channel=hours))).skip_hours == (0, 3)


@pytest.mark.parametrize(
    ("root", "version"),
    [("version='0.91'", "rss091u"), ("version='0.93'", "rss093"), ("version='?'", "rss20"), ("", "rss20")],
)
def test_versions_of_rss_are_told_apart(fetched, root, version):
    assert parse_feed(fetched(rss("", root=root))).version == version


def test_netscapes_rdf_is_an_older_rss(fetched):
    body = (
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        b"xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>T</title></channel>"
        b"<item rdf:about='urn:1'><title>A</title></item></rdf:RDF>"
    )
    feed = parse_feed(fetched(body))

    assert (feed.version, feed.entries[0].guid) == ("rss090", "urn:1")


def test_xml_of_another_kind_is_none():
    assert xml_feed.parse_xml_feed("<svg><g/></svg>") is None


def test_one_entrys_fault_never_loses_the_others(fetched, monkeypatch, caplog):
    def faulty(thing):
        if thing == 2:
            raise ZeroDivisionError
        return thing

    assert convert_each([1, 2, 3], faulty) == ((1, 3), 1)
    assert "An entry could not be read." in caplog.text
    assert converting.logger.name == "feeds.pipeline.each"


def test_a_refusal_knows_its_status_and_who_asks_for_time():
    wait = AskedToWait("429: later", status=429, host="a.example")

    assert (Refused("404: gone", status=404).status, wait.status, wait.host) == (404, 429, "a.example")
