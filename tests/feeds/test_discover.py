"""Finding feeds, against a real server on this machine and the real fetcher."""

import io
import time

import pytest
from django.core.management import CommandError, call_command

from feeds.models import Source
from feeds.pipeline.parse_errors import ParseError
from feeds.pipeline.read import read_feed
from feeds.sources.discover import discover, preview_feed, with_scheme
from recalibrate.outbound.errors import AddressRefused, RemoteError

PAGE = b"""<!doctype html><html><head><title>Rest for all</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/"></head></html>"""
BARE = b"<!doctype html><html><head><title>Bare</title></head><body>Hello</body></html>"


@pytest.fixture
def site(server, answer, settings, rss):
    """A site that announces its feed, with other pages that do not."""
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]
    missing = answer(b"", 404)
    server.answers.update(
        {
            "/": answer(PAGE, Content_Type="text/html"),
            "/news.rss": answer(rss(7), Content_Type="application/rss+xml"),
            "/bare/": answer(BARE, Content_Type="text/html"),
            "/bare/feed/": missing,
            "/challenge": answer(b"<html><title>Just a moment...</title></html>"),
            "/data": answer(b'{"a": 1}'),
            **{
                f"/{path}": missing
                for path in ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss")
            },
        }
    )
    return f"http://{server.host}"


def found(address):
    return discover(address, read=read_feed, pause=0)


def test_a_page_leads_to_the_feed_that_it_announces(site):
    there = found(f"{site}/")

    assert there.title == "Rest for all"
    assert [(feed.url, feed.title) for feed in there.feeds] == [(f"{site}/news.rss", "News")]


def test_a_feed_itself_is_found_as_it_is(site):
    assert [feed.url for feed in found(f"{site}/news.rss").feeds] == [f"{site}/news.rss"]


def test_where_nothing_is_announced_the_usual_places_are_tried(site, server, answer, rss):
    server.answers["/atom.xml"] = answer(rss(1))

    assert [feed.url for feed in found(f"{site}/bare/").feeds] == [f"{site}/atom.xml"]


def test_looking_ends_when_the_time_is_over_and_says_so(site, server, answer):
    server.answers["/feed/"] = server.answers["/bare/feed/"] = lambda handler: server.is_over.wait(10)
    started = time.monotonic()

    there = discover(f"{site}/bare/", read=read_feed, pause=0, in_all=1)

    assert time.monotonic() - started < 3
    assert (there.feeds, there.is_unfinished) == ((), True)


def test_a_site_without_a_feed_is_found_without_one(site):
    there = found(f"{site}/bare/")

    assert (there.title, there.feeds, there.is_unfinished) == ("Bare", (), False)


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/challenge", ParseError, "browser check"),
        ("/data", ParseError, "not a feed"),
        ("/feed/", RemoteError, "404"),
    ],
)
def test_what_cannot_be_followed_says_why(site, path, error, words):
    with pytest.raises(error, match=words):
        found(f"{site}{path}")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "file:///etc/passwd", "ftp://a.example/", "", "http://"]
)
def test_no_address_gets_past_the_guard_of_the_fetcher(settings, address):
    with pytest.raises(RemoteError):
        found(address)


def test_a_private_address_is_refused(settings):
    with pytest.raises(AddressRefused):
        found("http://169.254.169.254/latest/meta-data/")


def test_an_address_without_scheme_is_one_all_the_same():
    assert with_scheme(" www.example.org/a ") == "https://www.example.org/a"
    assert with_scheme("http://a.example/") == "http://a.example/"


def test_a_preview_shows_the_newest_five_and_stores_nothing(site, home):
    shown = preview_feed(f"{site}/news.rss", read=read_feed)

    assert len(shown.newest) == 5
    assert shown.count == 7
    assert not Source.objects.filter(feed_url__contains=site).exists()


def test_the_command_follows_a_site_by_any_of_its_addresses(site, home):
    said = io.StringIO()

    call_command("add_source", f"{site}/", "--dry-run", stdout=said)
    assert not Source.objects.filter(feed_url=f"{site}/news.rss").exists()
    call_command("add_source", f"{site}/", stdout=said)

    added = Source.objects.get(feed_url=f"{site}/news.rss")
    assert (added.name, added.slug) == ("Rest for all", "rest-for-all")
    assert "7 items" in said.getvalue()
    with pytest.raises(CommandError, match="already: Rest for all"):
        call_command("add_source", f"{site}/", stdout=said)


def test_the_command_says_what_stands_in_its_way(site, server, answer, home):
    second = b'<link rel="alternate" type="application/rss+xml" title="More" href="/more.rss">'
    server.answers["/two"] = answer(PAGE.replace(b"</head>", second + b"</head>"))

    with pytest.raises(CommandError, match="more than one feed"):
        call_command("add_source", f"{site}/two")
    with pytest.raises(CommandError, match="404"):
        call_command("add_source", f"{site}/feed/")


def test_the_command_lists_a_site_without_a_feed_if_it_is_told_to(site, home, monkeypatch):
    monkeypatch.setattr("feeds.sources.discover.time.sleep", lambda seconds: None)

    with pytest.raises(CommandError, match="With --directory"):
        call_command("add_source", f"{site}/bare/")
    call_command("add_source", f"{site}/bare/", "--directory", "--name", "A bare site", stdout=io.StringIO())

    assert Source.objects.get(name="A bare site").feed_url == ""


def test_a_page_that_sends_its_readers_on_is_followed(site, server, answer):
    server.answers["/old"] = answer(
        b'<html><head><meta http-equiv="refresh" content="0; url=/"></head></html>'
    )

    assert [feed.url for feed in found(f"{site}/old").feeds] == [f"{site}/news.rss"]


def test_a_feed_in_the_link_header_or_in_a_plain_link_is_found(site, server, answer):
    head = '</news.rss>; rel="alternate"; type="application/rss+xml"'
    server.answers["/head"] = answer(BARE, Content_Type="text/html", Link=head)
    server.answers["/plain"] = answer(b"<html><body><a href='/news.rss'>RSS</a></body></html>")

    assert [feed.url for feed in found(f"{site}/head").feeds] == [f"{site}/news.rss"]
    assert [feed.url for feed in found(f"{site}/plain").feeds] == [f"{site}/news.rss"]


def test_an_announced_feed_that_is_dead_gives_way_to_a_live_one(site, server, answer, rss):
    server.answers["/gone.xml"] = answer(b"", 404)
    server.answers["/dead"] = answer(PAGE.replace(b"/news.rss", b"/gone.xml"), Content_Type="text/html")
    server.answers["/dead/feed/"] = server.answers["/dead/rss.xml"] = answer(b"", 404)
    server.answers["/rss.xml"] = answer(rss(1))

    assert [feed.url for feed in found(f"{site}/dead").feeds] == [f"{site}/rss.xml"]


def test_an_address_without_a_scheme_that_speaks_only_http_is_found_by_it(site, server):
    there = found(f"{server.host}/news.rss")

    assert [feed.url for feed in there.feeds] == [f"{site}/news.rss"]


def test_a_host_that_speaks_only_http_is_not_said_to_have_a_bad_certificate(site, server):
    with pytest.raises(RemoteError, match="not by https"):
        found(f"https://{server.host}/news.rss")
