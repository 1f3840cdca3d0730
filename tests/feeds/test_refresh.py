"""The whole way of a refresh. The network is an argument; everything else is real."""

import logging
from datetime import timedelta

import pytest
from answers import sends
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feeds.curating.decide import PickDraft, keep_item, pass_item
from feeds.models import Item, Source
from feeds.pipeline.types import RefreshOutcome
from feeds.refreshing import refresh as refreshing
from feeds.refreshing.refresh import refresh, refresh_all, refresh_due
from feeds.tasks import refresh_due_sources, refresh_source
from recalibrate.core.models import StateOfMind
from recalibrate.outbound.errors import AskedToWait, FetchError, Refused
from recalibrate.outbound.types import NotModified

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_what_a_source_publishes_is_in_the_inbox(source, rss, now):
    outcome = refresh(source, fetch=sends(rss(3)), now=now)

    assert outcome == RefreshOutcome(new=3)
    assert {item.title for item in Item.objects.for_inbox()} == {"Title 1", "Title 2", "Title 3"}


def test_a_second_look_brings_nothing_twice(source, rss, now):
    refresh(source, fetch=sends(rss(3)), now=now)

    outcome = refresh(source, fetch=sends(rss(4)), now=now + DAY)

    assert (outcome, Item.objects.count()) == (RefreshOutcome(new=1, unchanged=3), 4)


def test_the_same_document_is_recognised_without_reading_it(source, rss, now):
    def read(fetched, *, now, rule):
        raise AssertionError

    refresh(source, fetch=sends(rss(3)), now=now)

    assert refresh(source, fetch=sends(rss(3)), read=read, now=now + DAY) == RefreshOutcome(not_modified=True)


def test_validators_are_sent_from_the_second_time_on(source, rss, now):
    fetch = sends(rss(1))
    refresh(source, fetch=fetch, now=now)
    refresh(source, fetch=fetch, now=now + DAY)
    refresh(source, fetch=fetch, now=now + DAY, is_forced=True)

    assert [request.etag for request in fetch.requests] == ["", '"1"', ""]


def test_an_unchanged_source_costs_two_queries(source, rss, now):
    refresh(source, fetch=sends(rss(3)), now=now)

    with CaptureQueriesContext(connection) as queries:
        refresh(source, fetch=sends(NotModified()), now=now + DAY)

    assert len(queries) == 2


@pytest.mark.parametrize("size", [2, 500])
def test_a_changed_source_costs_the_same_few_queries_whatever_its_size(source, rss, now, size):
    refresh(source, fetch=sends(rss(size)), now=now)

    with CaptureQueriesContext(connection) as queries:
        refresh(source, fetch=sends(rss(size + 1, words="Other")), now=now + DAY)

    assert len(queries) <= 12


def test_a_refresh_never_touches_a_decision(source, rss, now, home):
    refresh(source, fetch=sends(rss(2)), now=now)
    kept, passed = source.items.order_by("title")
    curation = keep_item(
        kept, PickDraft(line="Read this.", states=StateOfMind.objects.filter(slug="worry")), by=None
    )
    pass_item(passed, by=None)

    outcome = refresh(source, fetch=sends(rss(2, words="Other")), now=now + DAY)

    curation.refresh_from_db()
    assert outcome == RefreshOutcome(unchanged=2)
    assert (curation.line, curation.item.text) == ("Read this.", "Words 1")
    assert not Item.objects.undecided().exists()
    assert Item.objects.filter(has_changed_since_decision=True).count() == 2


@pytest.mark.parametrize("answer", [FetchError("It is down."), b"<html><body>No feed</body></html>", b""])
def test_trouble_is_told_and_waits_longer_each_time(source, now, answer):
    for streak, wait in enumerate([HOUR, 2 * HOUR, 4 * HOUR], start=1):
        outcome = refresh(source, fetch=sends(answer), now=now, is_forced=True)

        source.refresh_from_db()
        assert outcome.trouble == source.last_error != ""
        assert source.error_streak == streak
        assert wait * 0.8 <= source.next_check_at - now <= wait * 1.2


def test_what_a_server_says_cannot_hide_anything_in_an_error(source, now):
    refresh(source, fetch=sends(FetchError("a\x00b\u202ec " + "x" * 900)), now=now)

    source.refresh_from_db()
    assert source.last_error.startswith("abc x")
    assert len(source.last_error) == 500


def test_a_source_recovers_by_itself_however_long_it_was_broken(source, rss, now):
    for _ in range(10):
        refresh(source, fetch=sends(FetchError("It is down.")), now=source.next_check_at)
    assert list(Source.objects.failing()) == [source]

    refresh(source, fetch=sends(rss(1)), now=source.next_check_at)

    source.refresh_from_db()
    assert (source.error_streak, source.last_error, source.items.count()) == (0, "", 1)


def test_a_server_that_asks_for_time_gets_it(source, now):
    refresh(source, fetch=sends(AskedToWait("Busy.", status=503, retry_after=3 * HOUR)), now=now)
    assert source.next_check_at == now + 3 * HOUR

    refresh(source, fetch=sends(AskedToWait("Busy.")), now=now, is_forced=True)
    assert 10 * MINUTE <= source.next_check_at - now <= 20 * MINUTE


def test_an_unchanged_source_keeps_its_rhythm(source, now):
    dated = "".join(
        f"<item><title>{n}</title><guid isPermaLink='false'>{n}</guid>"
        f"<pubDate>{now - n * DAY:%Y-%m-%d}</pubDate></item>"
        for n in range(5)
    )
    document = f"<rss version='2.0'><channel><title>T</title>{dated}</channel></rss>".encode()

    for answer in (document, NotModified()):
        refresh(source, fetch=sends(answer), now=now, is_forced=True)

        assert 12 * HOUR * 0.9 <= source.next_check_at - now <= 12 * HOUR * 1.1


def test_two_workers_never_fetch_the_same_source(source, rss, now):
    inner = sends(rss(1))

    def fetch_while_another_tries(request):
        other = refresh(Source.objects.get(pk=source.pk), fetch=inner, now=now)
        assert other.trouble == refreshing.BUSY
        return inner(request)

    refresh(source, fetch=fetch_while_another_tries, now=now)

    assert len(inner.requests) == 1


def test_only_followed_sources_that_are_due_are_asked(source, rss, now):
    def another(slug, **fields):
        given = {"name": slug, "site_url": "https://b.example/", "feed_url": f"https://b.example/{slug}"}
        Source.objects.create(slug=slug, **{**given, "next_check_at": now, **fields})

    another("paused", is_paused=True)
    another("later", next_check_at=now + MINUTE)
    another("leased", leased_until=now + MINUTE)
    another("directory-entry", feed_url="")

    assert [asked for asked, _ in refresh_due(now, fetch=sends(rss(1)))] == [source]


def test_a_bug_is_handed_back_and_backs_off_and_the_rest_goes_on(source, rss, now, caplog):
    second = Source.objects.create(
        name="B",
        slug="b",
        site_url="https://b.example/",
        feed_url="https://b.example/feed",
        next_check_at=now,
    )

    def fetch(request):
        if request.url == source.feed_url:
            raise ZeroDivisionError
        return sends(rss(1))(request)

    with caplog.at_level(logging.ERROR):
        outcomes = dict(refresh_due(now, fetch=fetch))

    assert isinstance(outcomes[source], ZeroDivisionError)
    assert outcomes[second] == RefreshOutcome(new=1)
    assert "ZeroDivisionError" in caplog.text
    source.refresh_from_db()
    assert (source.last_error, source.leased_until) == (refreshing.OUR_FAULT, None)
    assert source.next_check_at > now


def test_the_network_is_the_real_one_unless_told_otherwise(source, server, answer, rss, now, settings):
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]
    server.answers["/feed"] = answer(rss(2), ETag='"real"')
    Source.objects.filter(pk=source.pk).update(feed_url=server.request("/feed").url)
    source.refresh_from_db()

    [(_, outcome)] = refresh_all([source], now=now)

    assert outcome == RefreshOutcome(new=2)
    assert server.asked[0].headers["user-agent"].startswith(f"Recalibrate/{settings.VERSION} (+http")
    assert Source.objects.get(pk=source.pk).etag == '"real"'


@pytest.mark.django_db
def test_a_task_for_a_source_that_is_gone_or_paused_does_nothing():
    paused = Source.objects.filter(is_paused=True).first()

    for source_id in (0, paused.pk):
        assert refresh_source.func(source_id=source_id) == "No such source any more, or it is paused."


@pytest.mark.django_db
def test_the_task_for_all_that_are_due_says_how_many_that_were():
    assert refresh_due_sources.func() == "0 refreshed"


def test_a_source_can_be_refreshed_before_its_time(source, server, answer, rss, settings, now):
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]
    server.answers["/feed"] = answer(rss(2))
    Source.objects.filter(pk=source.pk).update(
        feed_url=server.request("/feed").url, next_check_at=timezone.now() + DAY, retired_at=now
    )

    assert refresh_source.func(source_id=source.pk) == "2 new, 0 changed"
    assert Source.objects.get(pk=source.pk).retired_at is None


def test_a_forced_refresh_reads_what_it_has_read_before(source, rss, now):
    refresh(source, fetch=sends(rss(3)), now=now)

    assert refresh(source, fetch=sends(rss(3)), now=now, is_forced=True) == RefreshOutcome(unchanged=3)


def test_every_check_is_remembered_with_its_reasons(source, rss, now):
    refresh(source, fetch=sends(rss(2)), now=now)
    refresh(source, fetch=sends(NotModified()), now=now, is_early=True)
    refresh(source, fetch=sends(Refused("500: It has trouble.", status=500)), now=now, is_early=True)

    source.refresh_from_db()
    trouble, unchanged, first = source.history
    assert (first.words, first.status, first.bytes, first.new) == ("2 new, 0 changed.", 200, len(rss(2)), 2)
    assert (unchanged.words, unchanged.status, unchanged.why) == ("Unchanged.", 304, "Every hour.")
    assert (trouble.words, trouble.status, trouble.is_trouble) == ("500: It has trouble.", 500, True)
    assert trouble.next_check_at == source.next_check_at
    assert trouble.why == source.next_check_why == "After an error it is asked again in about an hour."
    assert (source.last_status, source.failing_since) == (500, now)


def test_what_was_cut_is_told_and_leaves_no_validators(source, rss, now):
    refresh(source, fetch=sends(rss(501)), now=now)

    source.refresh_from_db()
    assert source.remarks == "501 entries; only the newest 500 were read."
    assert source.history[0].words == f"500 new, 0 changed. {source.remarks}"
    assert (source.etag, source.body_hash) == ("", "")


def test_a_long_title_is_no_reason_to_read_everything_again(source, now):
    item = f"<item><title>{'long ' * 90}</title><guid>1</guid></item>"
    document = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>".encode()

    refresh(source, fetch=sends(document), now=now)

    source.refresh_from_db()
    assert source.remarks == "Titles longer than 300 characters, cut: 1."
    assert source.etag == '"1"'


def test_what_a_document_asks_for_holds_while_it_is_unchanged(source, now):
    channel = "<ttl>720</ttl><skipHours><hour>0</hour></skipHours>"
    document = f"<rss version='2.0'><channel><title>T</title>{channel}</channel></rss>".encode()

    for answer in (document, NotModified(), document):
        refresh(source, fetch=sends(answer), now=now, is_early=True)

        wait = source.next_check_at - now
        assert 12 * HOUR * 0.9 <= wait <= 13 * HOUR * 1.1
        assert source.next_check_at.hour != 0
    assert (source.asks_for, source.skip_hours, source.feed_format) == (12 * HOUR, [0], "rss20")
