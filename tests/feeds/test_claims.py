"""Who may ask a source, and for what: one worker at a time, politely."""

from datetime import timedelta

from feeds.models import HostHold, Source
from feeds.refreshing import store
from recalibrate.outbound.types import FetchRequest

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_a_due_source_is_taken_once(source, now):
    other = Source.objects.get(pk=source.pk)

    assert store.claim_source(source, now)
    assert not store.claim_source(other, now)


def test_a_source_is_free_again_when_its_lease_is_over(source, now):
    store.claim_source(source, now)
    later = Source.objects.get(pk=source.pk)

    assert not store.claim_source(later, now + 9 * MINUTE)
    assert store.claim_source(later, now + 11 * MINUTE)


def test_a_source_that_is_not_due_is_taken_only_by_force(source, now):
    assert not store.claim_source(source, now - MINUTE)
    assert store.claim_source(source, now - MINUTE, is_forced=True)


def test_a_row_that_changed_since_it_was_read_cannot_be_taken(source, now):
    Source.objects.filter(pk=source.pk).update(feed_url="https://a.example/new")

    assert not store.claim_source(source, now)


def test_validators_are_sent_for_eight_days_and_never_by_force(source, now):
    source.etag, source.last_modified, source.validators_saved_at = '"1"', "yesterday", now - 7 * DAY
    source.asked_url = source.feed_url

    assert store.request_for(source, now) == FetchRequest(source.feed_url, '"1"', "yesterday")
    assert store.request_for(source, now + 2 * DAY) == FetchRequest(source.feed_url)
    assert store.request_for(source, now, is_forced=True) == FetchRequest(source.feed_url)


def test_validators_of_another_address_are_not_sent(source, now):
    source.etag, source.validators_saved_at, source.asked_url = '"1"', now, "https://a.example/old"

    assert store.request_for(source, now) == FetchRequest(source.feed_url)


def test_a_host_is_visited_by_one_worker_at_a_time(source, now):
    def another(slug, feed_url):
        fields = {"name": slug, "site_url": "https://b.example/", "next_check_at": now}
        return Source.objects.create(slug=slug, feed_url=feed_url, **fields)

    neighbour = another("neighbour", "http://A.example:8080/other")
    elsewhere = another("elsewhere", "https://a.example.org/other")
    store.claim_source(source, now)

    assert not store.claim_source(neighbour, now)
    assert store.claim_source(elsewhere, now)
    assert store.claim_source(neighbour, now + 11 * MINUTE)


def test_a_host_that_is_held_is_left_alone_even_by_force(source, now):
    store.hold_host("a.example", now + DAY, now)
    source.refresh_from_db()

    assert (source.next_check_at, source.next_check_why) == (
        now + DAY,
        "a.example asks us to come less often.",
    )
    assert not store.claim_source(source, now, is_forced=True)
    assert (
        store.reason_to_wait(source, now)
        == "a.example asks us to come less often: held until 12:00, 24 November."
    )
    assert store.claim_source(source, now + DAY)
    assert store.reason_to_wait(source, now + DAY) == ""
    store.hold_host("a.example", now + 2 * DAY, now)
    assert HostHold.objects.get().held_until == now + 2 * DAY
