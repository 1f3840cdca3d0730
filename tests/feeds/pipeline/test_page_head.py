"""What a page says of itself in its head."""

import pytest

from feeds.pipeline.page_head import read_page_head
from recalibrate.outbound.errors import RemoteError


@pytest.fixture
def head(fetched, now):
    """The item that a page with this head becomes."""

    def item(html: str, **fields: str):
        page = f"<!doctype html><html lang='en-GB'><head>{html}</head><body></body></html>".encode()
        (found,) = read_page_head(
            fetched(page, content_type="text/html; charset=utf-8", **fields), now=now
        ).items
        return found

    return item


def test_what_was_written_to_be_shared_comes_before_the_title(head):
    item = head(
        "<title>Rest | A site</title><meta property='og:title' content='Rest is not a reward'>"
        "<meta name='description' content='Why &lt;b&gt; breaks &amp; sleep matter.'>"
        "<meta name='author' content='A. Nurse'><meta property='og:title' content='Second'><meta name='x'>"
    )

    assert item.title == "Rest is not a reward"
    assert item.text == "Why breaks & sleep matter."
    assert (item.author, item.language) == ("A. Nurse", "en-gb")


@pytest.mark.parametrize(
    "html",
    [
        "<meta name='citation_publication_date' content='2026/11/20'>",
        "<meta property='article:published_time' content='2026-11-20T10:00:00Z'>",
        '<script type=\'application/ld+json\'>{"datePublished": "2026-11-20"}</script>',
        "<time>no date</time><time datetime='2026-11-20'>20 November</time>",
    ],
)
def test_the_day_is_found_wherever_pages_say_it(head, html):
    item = head(f"<title>Rest</title>{html}")

    assert item.published_at is not None
    assert item.published_at.date().isoformat() == "2026-11-20"


def test_a_page_without_a_date_has_none(head):
    assert head("<title>Rest</title>").published_at is None


def test_its_own_address_is_the_canonical_one(head):
    link = '<link rel="icon" href="/i.svg"><link rel="canonical" href="/rest">'

    assert head(f"<title>Rest</title>{link}", url="https://a.example/rest?from=mail").url == (
        "https://a.example/rest"
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"%PDF-1.7 ...", "This is a file, not a web page"),
        (b"<html><head></head><body>Words.</body></html>", "neither its title"),
        (b"<html><head><title>Just a moment...</title></head></html>", "browser check"),
        (b"<html>" + b"<meta name='description' content='" * 9_000, "neither its title"),
    ],
)
def test_what_has_no_head_to_read_is_refused_in_words(fetched, now, body, words):
    with pytest.raises(RemoteError, match=words):
        read_page_head(fetched(body, content_type="text/html"), now=now)


def test_a_canonical_address_of_another_site_is_not_believed(fetched, now):
    body = b'<html><head><title>T</title><link rel="canonical" href="https://evil.example/x"></head></html>'

    (item,) = read_page_head(fetched(body, url="https://a.example/page"), now=now).items

    assert item.url == "https://a.example/page"
