from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feeds import store
from feeds.decide import pass_over
from feeds.models import Item, Source
from feeds.pipeline.plan import plan
from feeds.pipeline.types import FetchRequest

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def apply(source, fetched, now):
    """Store these items as one refresh would, and give how many were new and how many changed."""

    def apply(*items, at=now, etag='"1"', is_complete=True, token=None):
        source.refresh_from_db()
        taken = store.claim(source, at, is_forced=True) if token is None else token
        return store.apply(
            source,
            plan(items, store.known_fingerprints(source, items)),
            token=taken,
            fetched=fetched(b"", etag=etag, last_modified="yesterday"),
            body_hash="abc",
            is_complete=is_complete,
            interval=2 * DAY,
            now=at,
            next_check_at=at + DAY,
        )

    return apply


def test_a_due_source_is_taken_once(source, now):
    other = Source.objects.get(pk=source.pk)

    assert store.claim(source, now)
    assert not store.claim(other, now)


def test_a_source_is_free_again_when_its_lease_is_over(source, now):
    store.claim(source, now)
    later = Source.objects.get(pk=source.pk)

    assert not store.claim(later, now + 9 * MINUTE)
    assert store.claim(later, now + 11 * MINUTE)


def test_a_source_that_is_not_due_is_taken_only_by_force(source, now):
    assert not store.claim(source, now - MINUTE)
    assert store.claim(source, now - MINUTE, is_forced=True)


def test_a_row_that_changed_since_it_was_read_cannot_be_taken(source, now):
    Source.objects.filter(pk=source.pk).update(feed_url="https://a.example/new")

    assert not store.claim(source, now)


def test_validators_are_sent_for_eight_days_and_never_by_force(source, now):
    source.etag, source.last_modified, source.validators_saved_at = '"1"', "yesterday", now - 7 * DAY

    assert store.request_for(source, now) == FetchRequest(source.feed_url, '"1"', "yesterday")
    assert store.request_for(source, now + 2 * DAY) == FetchRequest(source.feed_url)
    assert store.request_for(source, now, is_forced=True) == FetchRequest(source.feed_url)


def test_an_item_is_stored_with_all_that_is_known_of_it(source, apply, item_data, now):
    given = item_data("1", text="Words", published_at=now - DAY, language="en", author="Ann")

    assert apply(given) == (1, 0)

    item = source.items.get()
    assert (item.title, item.text, item.author, item.language) == ("Title 1", "Words", "Ann", "en")
    assert (item.published_at, item.first_seen_at, item.changed_at) == (now - DAY, now, None)


def test_everything_is_stored_together_and_the_source_given_back(source, apply, item_data, now):
    apply(item_data("1"))

    source.refresh_from_db()
    assert (source.etag, source.last_modified, source.body_hash) == ('"1"', "yesterday", "abc")
    assert (source.last_success_at, source.last_new_item_at, source.next_check_at) == (now, now, now + DAY)
    assert (source.interval, source.lease_token, source.leased_until) == (2 * DAY, "", None)


def test_a_document_that_was_cut_leaves_no_validators(source, apply, item_data):
    apply(item_data("1"), is_complete=False)

    source.refresh_from_db()
    assert (source.etag, source.last_modified, source.body_hash) == ("", "", "")


def test_a_crash_on_the_way_is_as_if_nothing_had_happened(source, apply, item_data, now, monkeypatch):
    def crash(*args):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(store, "_update", crash)
        with pytest.raises(RuntimeError):
            apply(item_data("1"))

    source.refresh_from_db()
    assert (source.etag, source.last_success_at, source.items.count()) == ("", None, 0)
    assert source.leased_until == now + store.LEASE


def test_whoever_lost_the_lease_writes_nothing(source, apply, item_data):
    assert apply(item_data("1"), token="somebody-elses") == (0, 0)
    assert not Item.objects.exists()


def test_new_words_replace_those_of_an_undecided_item(source, apply, item_data, now):
    apply(item_data("1", published_at=now - DAY))

    counts = apply(item_data("1", fingerprint="b", title="New title", published_at=now), at=now + DAY)

    item = source.items.get()
    assert counts == (0, 1)
    assert (item.title, item.fingerprint, item.changed_at, item.change_count) == (
        "New title",
        "b",
        now + DAY,
        1,
    )
    assert (item.published_at, item.first_seen_at) == (now - DAY, now)


def test_a_decided_item_keeps_what_was_decided_on_and_is_flagged(source, apply, item_data, now):
    apply(item_data("1"))
    pass_over(source.items.get(), by=None)

    counts = apply(item_data("1", fingerprint="b", title="New title"), at=now + DAY)

    item = source.items.get()
    assert counts == (0, 0)
    assert (item.title, item.has_changed_since_decision, item.changed_at) == ("Title 1", True, now + DAY)


def test_an_item_that_changes_at_every_look_is_left_alone_in_the_end(source, apply, item_data):
    apply(item_data("1"))
    for number in range(30):
        apply(item_data("1", fingerprint=f"{number}", title=f"{number}"))

    assert source.items.get().title == "23"


def test_one_sources_guid_never_touches_anothers_item(source, apply, item_data):
    other = Source.objects.create(
        name="B", slug="b", site_url="https://b.example/", feed_url="https://b.example/feed"
    )
    theirs = Item.objects.create(source=other, identity="1", fingerprint="x", title="Theirs")

    apply(item_data("1"))

    theirs.refresh_from_db()
    assert (theirs.title, Item.objects.count()) == ("Theirs", 2)


def test_an_item_that_came_in_meanwhile_is_no_error(source, item_data, now):
    Item.objects.create(source=source, identity="1", fingerprint="x", title="Quicker")

    assert store.insert_items(source, [item_data("1"), item_data("2")], now) == 1
    assert set(source.items.values_list("title", flat=True)) == {"Quicker", "Title 2"}


def test_words_of_any_alphabet_and_any_quote_are_stored_as_they_are(source, apply, item_data):
    title = """'"; DROP TABLE – 🫖 नमस्ते \\u0041 %s {} $.title"""
    apply(item_data("1", title=title))

    assert source.items.get().title == title


def test_two_items_or_five_hundred_take_the_same_number_of_queries(source, apply, item_data):
    counts = []
    for size in (2, 500):
        new = [item_data(f"{size}-{number}") for number in range(size)]
        for items in (new, [item_data(item.identity, fingerprint="b") for item in new]):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                apply(*items)
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
