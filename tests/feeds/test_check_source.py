"""What an operator is told of an address."""

import pytest
from django.core.management import CommandError, call_command

from feeds.models import Item


@pytest.fixture
def told(db, server, settings, capsys):
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]

    def told(path="/feed"):
        call_command("check_source", server.request(path).url)
        return capsys.readouterr().out

    return told


def test_it_explains_the_whole_way(told, server, answer, fetched):
    body = fetched("rss-2.0-wordpress.xml").body
    server.answers["/"] = answer(status=301, Location="/feed")
    server.answers["/feed"] = answer(
        body, Content_Type="text/xml; charset=us-ascii", ETag='"1"', Cache_Control="max-age=14400"
    )

    text = told("/")

    for expected in (
        "Source: none follows this address",
        "Address: 127.0.0.1 (not public)",
        "Allowed by setting: 127.0.0.1",
        f"301 from {server.request('/').url} → /feed",
        f"200 from {server.request('/feed').url}",
        "Type: text/xml; charset=us-ascii",
        "Charsets declared: us-ascii, UTF-8; valid UTF-8: yes",
        f"Size: {len(body):,} bytes",
        f"Moved for good to: {server.request('/feed').url}",
        "Feed: National Wellbeing (rss20)",
        "Entries: 1, 1 with a date",
        "Dates: 2026-07-06 to 2026-07-06",
        "Told apart by: guid",
        "2026-07-06  Rest facilities & food: what the audit found  https://wellbeing.example/audit/?page=2",
        'Validators: ETag "1", Last-Modified none',
        "Asked again with them: it sent the whole document again",
        "Next check: 4 hours after a success. It asks to be left alone for 4 hours.",
        "It can be followed.",
    ):
        assert expected in text
    assert not Item.objects.exists()


def test_it_says_what_was_cut_and_what_is_missing(told, server, answer):
    item = "<item><title>A</title><pubDate>one of these days</pubDate></item>"
    server.answers["/feed"] = answer(
        f"<rss version='2.0'><channel><description>\xe9</description>{item}</channel></rss>".encode("latin-1")
    )

    text = told()

    for expected in (
        "Type: not given",
        "Charsets declared: none; valid UTF-8: no",
        "Feed: without a title (rss20)",
        "Entries: 1, 0 with a date",
        "Without an address, so never to be kept: 1",
        "Cut: Dates that cannot be read or cannot be right, left out: 1.",
        "Validators: none, so every check fetches the whole document",
    ):
        assert expected in text


def test_it_knows_the_source_and_sees_whether_validators_are_kept(told, source, server, answer, rss):
    replies = iter([answer(rss(1), ETag='"1"'), answer(status=304)])
    server.answers["/feed"] = lambda handler: next(replies)(handler)
    source.feed_url = server.request("/feed").url
    source.save()

    text = told()

    assert "Source: A source: Not checked yet" in text
    assert "Asked again with them: not modified" in text


@pytest.mark.parametrize(("body", "code"), [(b"<html><body>Hello</body></html>", 1), (b"", 1)])
def test_what_cannot_be_followed_is_an_error_that_says_why(told, server, answer, body, code):
    server.answers["/feed"] = answer(body)

    with pytest.raises(CommandError) as caught:
        told()

    assert caught.value.returncode == code


@pytest.mark.parametrize(
    "url", ["ftp://a.example/feed", "http://127.0.0.1/feed", "http://a.example:22/", "nonsense"]
)
@pytest.mark.django_db
def test_what_is_never_fetched_is_a_usage_error(url):
    with pytest.raises(CommandError) as caught:
        call_command("check_source", url)

    assert caught.value.returncode == 2
