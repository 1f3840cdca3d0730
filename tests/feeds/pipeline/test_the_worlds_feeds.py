"""What feeds out there do, a document of a few lines each; the whole pipeline reads it."""

import base64

import pytest

from feeds.pipeline.parse_errors import ParseError
from feeds.pipeline.plan import plan
from feeds.pipeline.read import read_feed
from feeds.pipeline.types import Known

MEDIA = "xmlns:media='http://search.yahoo.com/mrss/'"
DC = "xmlns:dc='http://purl.org/dc/elements/1.1/'"


@pytest.fixture
def items(fetched, now):
    def items(inner, *, root="rss version='2.0'", **fields):
        body = f"<{root}><channel><title>T</title>{inner}</channel></{root.split()[0]}>"
        return read_feed(fetched(body.encode(), **fields), now=now).items

    return items


@pytest.fixture
def atom(fetched, now):
    def atom(inner):
        body = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en-GB'>{inner}</feed>"
        return read_feed(fetched(body.encode()), now=now).items

    return atom


def linked(href):
    return f"<item><title>t</title><link>{href}</link></item>"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://a.example/?a=1&copy=2&amp;b=3", "https://a.example/?a=1&copy=2&b=3"),
        ("https://a.example/x?id=7&amp;amp;l=en", "https://a.example/x?id=7&l=en"),
        ("\n https://a.example/news/\n  week \n", "https://a.example/news/week"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("www.a.example/week", "https://www.a.example/week"),
        ("https://a.example/x?af=R&amp;id=1", "https://a.example/x?id=1"),
        ("https://a.example/x?rss=1", "https://a.example/x"),
        ("https://a.example/x?rss=2", "https://a.example/x?rss=2"),
        ("https://a.example/x?dgcid=rss_sd", "https://a.example/x"),
        ("https://a.example/x?at_medium=RSS", "https://a.example/x"),
        ("https://a.example/x?source=rss-1", "https://a.example/x"),
        ("https://a.example/x?source=ward", "https://a.example/x?source=ward"),
        ("https://pubmed.ncbi.nlm.nih.gov/9/?fc=1&amp;ff=2&amp;v=3", "https://pubmed.ncbi.nlm.nih.gov/9/"),
        ("https://a.example/x?v=3", "https://a.example/x?v=3"),
    ],
)
def test_an_address_is_what_its_source_means(items, written, url):
    assert [item.url for item in items(linked(written))] == [url]


def test_a_link_that_says_when_it_was_fetched_is_no_change(items):
    first, second = (items(linked(f"https://pubmed.ncbi.nlm.nih.gov/9/?ff={n}")) for n in (1, 2))

    assert first[0].fingerprint == second[0].fingerprint
    assert first[0].identity == second[0].identity


def test_a_base_on_the_link_itself_counts(atom):
    entry = "<entry><title>t</title><link/><link xml:base='https://b.example/x/' href='p'/></entry>"

    assert atom(entry)[0].url == "https://b.example/x/p"


def test_an_original_link_that_is_no_address_is_passed_over(items):
    space = "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'"
    before = f"<item><feedburner:origLink {space}>%s</feedburner:origLink><link>https://a.example/1</link>"

    assert items(f"{before % 'no URI'}<title>t</title></item>")[0].url == "https://a.example/1"
    assert items(f"{before % 'https://b.example/'}<title>t</title></item>")[0].url == "https://b.example/"


def test_a_recording_without_a_page_leads_to_its_file_and_that_is_said(fetched, now):
    body = b"<rss><channel><item><title>t</title><enclosure url='https://a.example/1.mp3'/></item></channel></rss>"
    reading = read_feed(fetched(body), now=now)

    assert reading.items[0].url == "https://a.example/1.mp3"
    assert reading.remarks == ("Entries without a page of their own, which lead to their sound or film: 1.",)


def test_entries_without_an_id_that_share_an_address_are_told_apart(items):
    same = [linked("https://a.example/all").replace("<title>t", f"<title>{t}") for t in ("a", "b", "b")]
    other = same[0].replace("</item>", "<description>More</description></item>")

    assert len(items("".join(same))) == 2
    assert len(items("".join([*same, other]))) == 3


def test_an_exact_double_with_an_id_is_one(items):
    once = linked("https://a.example/1").replace("<title>", "<guid isPermaLink='false'>g</guid><title>")

    assert len(items(once + once)) == 1


def test_the_newest_at_one_address_gets_a_row_of_its_own(items):
    def newest(title, guid):
        return items(
            f"<item><title>{title}</title><link>https://a.example/now</link><guid>{guid}</guid></item>"
        )

    (lift,) = newest("Lift", "1")
    known = Known(
        {lift.identity: lift.fingerprint}, {lift.canonical_url: lift.identity}, {lift.identity: "Lift"}
    )

    assert len(plan(newest("Canteen", "2"), known).create) == 1
    assert len(plan(newest("Lift", "2"), known).adopt) == 1


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("jane@a.example (Jane Roe)", "Jane Roe"),
        ("Jane Roe (jane@a.example)", "Jane Roe"),
        ("Jane Roe &lt;jane@a.example&gt;", "Jane Roe"),
        ("jane@a.example Jane Roe", "Jane Roe"),
        ("Jane Roe, jane@a.example", "Jane Roe"),
        ("a@a.example, Jane Roe, b@a.example", "Jane Roe"),
        ("jane@a.example, joe@a.example", ""),
        ("mailto:jane@a.example", ""),
        ("Jane @ the ward", "Jane @ the ward"),
    ],
)
def test_an_author_is_a_name_and_never_an_e_mail_address(items, written, name):
    item = f"<item><title>t</title><author>{written}</author></item>"

    assert [one.author for one in items(item)] == [name]


def test_dublin_cores_author_counts(items):
    assert items(f"<item><title>t</title><dc:author {DC}>Jane</dc:author></item>")[0].author == "Jane"


def test_a_title_may_have_a_language_of_its_own(atom):
    welsh, english = atom(
        "<entry><title xml:lang='cy'>Cwsg</title></entry><entry><title>Sleep</title></entry>"
    )

    assert (welsh.language, english.language) == ("cy", "en-gb")


def test_a_title_may_stand_with_the_picture_or_be_in_base64(items, atom):
    about = (
        f"<item><media:content {MEDIA} url='a.png'><media:title>Breathe</media:title></media:content></item>"
    )
    coded, broken = (base64.b64encode(text).decode() for text in (b"<b>Rest</b>", b"\xff\xfe"))
    entries = atom(
        f"<entry><title type='text/html' mode='base64'>{coded}</title></entry>"
        f"<entry><title mode='base64' type='text/html'>{broken}</title><summary>Words</summary></entry>"
    )

    assert items(about)[0].title == "Breathe"
    assert [entry.title for entry in entries] == ["Rest", "Words"]


def test_what_only_a_picture_says_is_the_text(items):
    picture = (
        f"<media:content {MEDIA} url='a.png' medium='image'>"
        "<media:description>Poster: the room opens</media:description></media:content>"
    )
    item = f"<item><link>https://a.example/1</link><description>&lt;p&gt;&lt;/p&gt;</description>{picture}</item>"

    assert items(item)[0].title == "Poster: the room opens"


def test_the_authors_summary_is_the_excerpt_and_the_gate_hears_everything(items):
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    whole = "It was a Tuesday. " * 200 + "Then came suicide."
    (item,) = items(
        "<item><title>t</title><description>What three wards did about it.</description>"
        f"<content:encoded {space}>{whole}</content:encoded></item>"
    )

    assert item.excerpt == "What three wards did about it."
    assert item.text.startswith("It was a Tuesday.")
    assert "suicide" not in item.text
    assert item.hard_words == "suicide"


def test_a_summary_that_is_the_cut_beginning_is_none(items):
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    whole = "One two three four five six. Seven eight."
    item = (
        "<item><title>t</title><description>One two three four five […]</description>"
        f"<content:encoded {space}>{whole}</content:encoded></item>"
    )

    assert items(item)[0].excerpt == whole


@pytest.mark.parametrize(
    "root",
    ["rss xmlns='http://a.example/ours'", "rss xmlns='http://www.w3.org/2005/Atom'",
     "x:rss xmlns:x='http://a.example/ours'"],
)  # fmt: skip
def test_rss_within_any_namespace_is_rss(items, root):
    assert [item.title for item in items("<item><title>One</title></item>", root=root)] == ["One"]


def test_rss_1_1_and_a_lone_atom_entry_are_read(fetched, now):
    channel = (
        b"<Channel xmlns='http://purl.org/net/rss1.1#'><title>T</title>"
        b"<items><item><title>One</title></item></items></Channel>"
    )
    entry = b"<entry xmlns='http://www.w3.org/2005/Atom'><title>One</title></entry>"

    assert [[item.title for item in read_feed(fetched(one), now=now).items] for one in (channel, entry)] == [
        ["One"]
    ] * 2


def test_a_json_feed_may_write_its_version_with_http(fetched, now):
    body = (
        b'{"version": "http://www.jsonfeed.org/version/1.1/", "items": [{"id": 1, "title": "Use <select>"}]}'
    )

    assert [item.title for item in read_feed(fetched(body), now=now).items] == ["Use <select>"]


@pytest.mark.parametrize("document", ["<rss/>".encode("utf-32"), "<rss/>".encode("utf-32-be")])
def test_utf_32_is_refused_in_words(fetched, now, document):
    with pytest.raises(ParseError, match="UTF-32"):
        read_feed(fetched(document), now=now)


def test_references_to_halves_of_a_character_and_bare_ampersands_are_mended(items):
    (item,) = items("<item><title>Tea &#55357;&#56481; R&D & co</title></item>")

    assert item.title == "Tea 💡 R&D & co"


@pytest.mark.parametrize("name", ["prism:publicationDate", "dcterms:created"])
def test_dates_under_other_names_count(items, name):
    spaces = "xmlns:prism='http://prismstandard.org/namespaces/2.0/basic/' xmlns:dcterms='http://purl.org/dc/terms/'"

    (item,) = items(f"<item {spaces}><title>t</title><{name}>2024-09</{name}></item>")

    assert f"{item.published_at:%Y-%m-%d}" == "2024-09-01"
