"""Sources that move, go, or ask for time, over several refreshes."""

import logging
from datetime import timedelta

import pytest
from answers import sends

from feeds.models import Source
from feeds.pipeline.types import RefreshOutcome
from feeds.refreshing.refresh import refresh
from feeds.sources.health import health_of
from recalibrate.outbound.errors import AskedToWait, Gone
from recalibrate.outbound.types import Fetched, NotModified

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOVED = "https://a.example/new"


def redirected(document, target=MOVED):
    return lambda request: Fetched(target, document, "application/xml", '"1"', "", moved_to=target)


def test_a_source_has_moved_after_three_permanent_redirects_over_two_days(source, rss, now):
    addresses = []
    for hours in (0, 24, 47, 49):
        refresh(source, fetch=redirected(rss(hours + 1)), now=now + hours * HOUR, is_early=True)
        addresses.append(Source.objects.get(pk=source.pk).feed_url)

    assert addresses == [*["https://a.example/feed"] * 3, MOVED]
    source.refresh_from_db()
    assert (source.moved_to, source.moved_count, source.asked_url) == ("", 0, MOVED)
    assert source.items.count() == 50


def test_an_unchanged_document_at_another_place_counts_as_well(source, rss, now):
    refresh(source, fetch=redirected(rss(1)), now=now)
    for hours in (24, 49):
        refresh(source, fetch=sends(NotModified(moved_to=MOVED)), now=now + hours * HOUR, is_early=True)

    assert Source.objects.get(pk=source.pk).feed_url == MOVED


@pytest.mark.parametrize("target", ["https://a.example/log-in?next=/feed", "https://b.example/taken"])
def test_neither_a_log_in_nor_someone_elses_address_is_a_move(source, rss, now, target):
    Source.objects.create(
        name="B", slug="b", site_url="https://b.example/", feed_url="https://b.example/taken"
    )

    for days in range(5):
        refresh(source, fetch=redirected(rss(1), target), now=now + days * DAY, is_early=True)

    assert Source.objects.get(pk=source.pk).feed_url == "https://a.example/feed"


def test_one_answer_at_the_old_place_ends_the_evidence(source, rss, now):
    refresh(source, fetch=redirected(rss(1)), now=now)
    source.refresh_from_db()
    assert (source.moved_to, source.moved_count, source.moved_since) == (MOVED, 1, now)

    refresh(source, fetch=sends(rss(1)), now=now + DAY)

    source.refresh_from_db()
    assert (source.moved_to, source.moved_count, source.moved_since) == ("", 0, None)


def test_a_source_that_is_gone_twice_a_day_apart_is_retired(source, now):
    gone = Gone("410: It is gone.", status=410)
    for hours in (0, 23):
        refresh(source, fetch=sends(gone), now=now + hours * HOUR, is_early=True)
        assert Source.objects.followed().filter(pk=source.pk).exists()

    refresh(source, fetch=sends(gone), now=now + 24 * HOUR, is_early=True)

    source.refresh_from_db()
    assert (source.gone_since, source.retired_at) == (now, now + 24 * HOUR)
    assert health_of(source, now).words == "Retired: 410: It is gone."


def test_a_source_that_came_back_was_not_gone(source, rss, now):
    gone = Gone("410: It is gone.", status=410)
    refresh(source, fetch=sends(gone), now=now)
    refresh(source, fetch=sends(rss(1)), now=now + 12 * HOUR, is_early=True)
    refresh(source, fetch=sends(gone), now=now + 25 * HOUR, is_early=True)

    source.refresh_from_db()
    assert (source.gone_since, source.retired_at) == (now + 25 * HOUR, None)


def test_too_many_requests_hold_everything_at_that_host(source, now):
    neighbour = Source.objects.create(
        name="B", slug="b", site_url="https://a.example/", feed_url="https://a.example/b", next_check_at=now
    )
    too_many = AskedToWait("429: Too many.", status=429, host="a.example", retry_after=3 * HOUR)

    refresh(source, fetch=sends(too_many), now=now)

    neighbour.refresh_from_db()
    assert neighbour.next_check_at == source.next_check_at == now + 3 * HOUR
    told = refresh(neighbour, fetch=sends(too_many), now=now, is_early=True).trouble
    assert told.startswith("a.example asks us to come less often: held until 15:00")


def test_a_source_that_is_not_available_holds_nobody_else(source, rss, now):
    neighbour = Source.objects.create(
        name="B", slug="b", site_url="https://a.example/", feed_url="https://a.example/b", next_check_at=now
    )

    refresh(source, fetch=sends(AskedToWait("503: Busy.", status=503, host="a.example")), now=now)

    assert refresh(neighbour, fetch=sends(rss(1)), now=now) == RefreshOutcome(new=1)


def test_a_source_whose_ids_change_at_every_look_brings_nothing_twice(source, now, caplog):
    def document(day):
        items = "".join(
            f"<item><title>Story {n}</title><guid isPermaLink='false'>{day}-{n}</guid>"
            f"<link>https://a.example/{n}</link></item>"
            for n in range(3)
        )
        return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()

    with caplog.at_level(logging.WARNING):
        for day in range(4):
            refresh(source, fetch=sends(document(day)), now=now + day * DAY, is_early=True)

    source.refresh_from_db()
    assert source.items.count() == 3
    assert source.identity_rule == "address"
    assert len([record for record in caplog.records if "told apart by address" in record.message]) == 1
