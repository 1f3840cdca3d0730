from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feeds.curating.decide import PickDraft, keep_item, pass_item, undo_decision
from feeds.models import Item, Source, Tombstone
from feeds.pipeline.plan import plan
from feeds.pipeline.types import NextCheck
from feeds.refreshing import store
from recalibrate.core.models import SiteRevision, StateOfMind

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def apply(source, now):
    """Store these items as one refresh would, and give how many were new and how many changed."""

    def apply(*items, at=now, is_whole=True, token=None):
        source.refresh_from_db()
        claim = store.claim_source(source, at, is_forced=True)
        if token:
            claim = replace(claim, token=token)
        learned = store.SourceUpdate(
            "", NextCheck(at + DAY, "Tomorrow."), 200, row={"etag": '"1"', "interval": 2 * DAY}
        )
        planned = plan(items, store.known(source, items))
        try:
            return store.apply(claim, planned, items, learned, is_whole=is_whole)
        finally:
            Source.objects.filter(pk=source.pk).update(leased_until=None)

    return apply


def test_an_item_is_stored_with_all_that_is_known_of_it(source, apply, item_data, now):
    given = item_data(
        "1", text="Words", published_at=now - DAY, language="en", author="Ann", categories=("a", "“b”"),
        image_url="https://a.example/1.jpg", enclosure_url="https://a.example/1.mp3",
        enclosure_type="audio/mpeg", has_doubtful_date=True,
    )  # fmt: skip

    assert apply(given) == (1, 0)

    item = source.items.get()
    assert (item.title, item.text, item.author, item.language) == ("Title 1", "Words", "Ann", "en")
    assert (item.published_at, item.first_seen_at, item.changed_at) == (now - DAY, now, None)
    assert (item.categories, item.has_doubtful_date) == (["a", "“b”"], True)
    assert item.image_url == "https://a.example/1.jpg"
    assert (item.enclosure_url, item.enclosure_type) == ("https://a.example/1.mp3", "audio/mpeg")


def test_everything_is_stored_together_and_the_source_given_back(source, apply, item_data, now):
    apply(item_data("1"))

    source.refresh_from_db()
    assert (source.etag, source.next_check_why) == ('"1"', "Tomorrow.")
    assert (source.last_success_at, source.last_new_item_at, source.next_check_at) == (now, now, now + DAY)
    assert (source.interval, source.lease_token, source.leased_until) == (2 * DAY, "", None)


def test_a_crash_on_the_way_is_as_if_nothing_had_happened(source, apply, item_data, now, monkeypatch):
    def crash(*args):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(store, "flag_decided", crash)
        with pytest.raises(RuntimeError):
            apply(item_data("1"))

    source.refresh_from_db()
    assert (source.etag, source.last_success_at, source.items.count()) == ("", None, 0)
    assert source.lease_token


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


def test_a_decided_item_keeps_what_was_decided_on_and_its_new_words_are_noted_beside(
    source, apply, item_data, now
):
    apply(item_data("1", text="Words"))
    pass_item(source.items.get(), by=None)

    counts = apply(item_data("1", fingerprint="b", title="New title", text="New words"), at=now + DAY)

    item = source.items.get()
    assert counts == (0, 0)
    assert (item.title, item.text) == ("Title 1", "Words")
    assert (item.later_title, item.later_text) == ("New title", "New words")
    assert (item.has_changed_since_decision, item.changed_at) == (True, now + DAY)


def test_the_same_new_words_are_noted_once(source, apply, item_data, now):
    apply(item_data("1"))
    pass_item(source.items.get(), by=None)

    for days in (1, 2):
        apply(item_data("1", fingerprint="b", title="New title"), at=now + days * DAY)

    assert source.items.get().changed_at == now + DAY


def test_a_change_that_is_taken_back_is_none(source, apply, item_data, now):
    apply(item_data("1"))
    pass_item(source.items.get(), by=None)
    apply(item_data("1", fingerprint="b", title="New title"))

    apply(item_data("1"))

    item = source.items.get()
    assert (item.has_changed_since_decision, item.later_title, item.later_fingerprint) == (False, "", "")


def test_an_item_that_is_undecided_again_takes_the_sources_words(source, apply, item_data):
    apply(item_data("1"))
    pass_item(source.items.get(), by=None)
    apply(item_data("1", fingerprint="b", title="New title"))
    undo_decision(source.items.get().curation, by=None)

    apply(item_data("1", fingerprint="c", title="Newer title"))

    assert source.items.get().title == "Newer title"


def test_a_date_is_taken_once_and_never_moves(source, apply, item_data, now):
    apply(item_data("1"))

    for days in (3, 2):
        apply(item_data("1", fingerprint=f"{days}", published_at=now - days * DAY))

    assert source.items.get().published_at == now - 3 * DAY


def test_an_item_that_changes_at_every_look_is_left_alone_in_the_end(source, apply, item_data):
    apply(item_data("1"))
    for number in range(30):
        apply(item_data("1", fingerprint=f"{number}", title=f"{number}"))

    assert source.items.get().title == "23"


def test_an_item_under_a_new_id_is_the_same_item(source, apply, item_data, now):
    apply(item_data("1"))
    pass_item(source.items.get(), by=None)

    counts = apply(
        item_data(
            "2", canonical_url="https://a.example/1", guid="two", title="Title 1", text="New", fingerprint="b"
        )
    )

    item = source.items.get()
    assert (counts, item.identity, item.guid) == ((0, 0), "2", "two")
    assert item.has_changed_since_decision


def test_what_was_removed_stays_away_under_its_id_and_under_its_address(source, apply, item_data, now):
    Tombstone.objects.create(source=source, identity="1", canonical_url="https://a.example/1", made_at=now)
    Tombstone.objects.create(source=None, identity="9", canonical_url="https://a.example/9", made_at=now)

    counts = apply(
        item_data("1", canonical_url="https://a.example/elsewhere"),
        item_data("2", canonical_url="https://a.example/1"),
        item_data("3", canonical_url="https://a.example/9"),
        item_data("4"),
    )

    assert counts == (1, 0)
    assert source.items.get().identity == "4"


def test_which_items_left_their_document_is_known(source, apply, item_data, now):
    apply(item_data("1"), item_data("2"))
    apply(item_data("2"), item_data("3"), at=now + DAY)
    apply(item_data("4"), at=now + 2 * DAY, is_whole=False)
    assert dict(source.items.values_list("identity", "left_feed_at")) == {
        "1": now + DAY,
        "2": None,
        "3": None,
        "4": None,
    }

    apply(item_data("1"), item_data("2"), item_data("3"), item_data("4"), at=now + 3 * DAY)
    assert not source.items.exclude(left_feed_at=None).exists()


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


def test_readers_learn_at_once_that_a_source_has_withdrawn_what_is_kept(source, apply, item_data):
    apply(item_data("1", title="Rest cures all"))
    keep_item(source.items.get(), PickDraft(line="Read.", states=StateOfMind.objects.all()[:1]), by=None)
    before = SiteRevision.current()

    apply(item_data("1", title="RETRACTED: Rest cures all", fingerprint="b"))

    pick = source.items.get().curation
    assert pick.card().content_note == "The source has withdrawn this since."
    assert pick.since == "The source has withdrawn this since."
    assert pick.item.title == "Rest cures all"
    assert SiteRevision.current() != before

    apply(item_data("1", title="Rest cures all"))

    assert source.items.get().curation.card().content_note == ""


def test_other_words_are_shown_to_editors_and_other_spaces_are_none(source, apply, item_data):
    apply(item_data("1", text="Talking about itSuicide"))
    keep_item(source.items.get(), PickDraft(line="Read.", states=StateOfMind.objects.all()[:1]), by=None)

    apply(item_data("1", text="Talking about it Suicide", fingerprint="b"))
    assert source.items.get().curation.since == ""

    apply(item_data("1", text="Talking about it again", fingerprint="c"))
    assert source.items.get().curation.since == "Its words have changed."
