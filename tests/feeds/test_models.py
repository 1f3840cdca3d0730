from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from feeds.models import Curation, HostHold, Item, Source, SourceCheck, Tombstone
from feeds.sources.health import health_of, is_quiet
from recalibrate.core.models import StateOfMind

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"feed_url": ""}, "Directory entry"),
        ({"is_paused": True}, "Paused"),
        ({}, "Not checked yet"),
        ({"retired_at": timezone.now(), "last_error": "410: it is gone."}, "Retired: 410: it is gone."),
        ({"error_streak": 2, "last_error": "It is down."}, "It is down (2 in a row)"),
        (
            {"last_success_at": timezone.now() - DAY, "last_new_item_at": timezone.now() - DAY},
            "Fine, checked 1",
        ),
        (
            {"last_success_at": timezone.now(), "last_new_item_at": timezone.now() - 400 * DAY},
            "Quiet for 400 days",
        ),
    ],
)
def test_a_sources_health_is_told_in_words(source, fields, words):
    for name, value in fields.items():
        setattr(source, name, value)

    assert health_of(source, timezone.now()).words.startswith(words)


def test_failing_and_quiet_are_two_things(source, now):
    assert not Source.objects.failing().exists()
    assert not Source.objects.quiet(now).exists()

    Source.objects.filter(pk=source.pk).update(last_new_item_at=now - 91 * DAY)
    assert Source.objects.quiet(now).exists()

    Source.objects.filter(pk=source.pk).update(error_streak=1)
    assert Source.objects.failing().exists()
    assert not Source.objects.quiet(now).exists()


@pytest.mark.parametrize("gap", [None, 0 * DAY, DAY / 24, DAY, 9.9 * DAY, 10.1 * DAY, 40 * DAY, 31 * DAY])
def test_rows_and_words_mean_the_same_by_quiet(source, now, gap):
    source.median_gap, source.last_success_at = gap, now
    for days in (1, 29, 30.5, 31, 89, 91, 94, 119, 121):
        source.last_new_item_at = now - days * DAY
        for streak in (0, 1):
            source.error_streak = streak
            source.save()

            assert Source.objects.quiet(now).exists() == is_quiet(source, now), (days, streak)
            assert is_quiet(source, now) == (health_of(source, now).kind == "quiet")


def test_two_sources_cannot_follow_one_feed_but_any_number_may_have_none(source):
    Source.objects.create(name="B", slug="b", site_url="https://b.example/")
    Source.objects.create(name="C", slug="c", site_url="https://c.example/")

    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(name="D", slug="d", site_url="https://d.example/", feed_url=source.feed_url)


@pytest.mark.parametrize("field", ["site_url", "feed_url"])
def test_a_source_has_addresses_of_the_web(source, field):
    setattr(source, field, "ftp://a.example/")

    with pytest.raises(ValidationError, match="http"):
        source.full_clean()


def test_one_item_a_source_and_identity(source):
    Item.objects.create(source=source, identity="1", fingerprint="a", title="A")

    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(source=source, identity="1", fingerprint="b", title="B")


def test_the_inbox_is_sorted_by_when_things_were_seen_so_no_date_from_the_future_sits_on_top(source, now):
    for title, seen, published in (("old", now - DAY, now + DAY), ("new", now, now - 400 * DAY)):
        Item.objects.create(
            source=source,
            identity=title,
            fingerprint="a",
            title=title,
            first_seen_at=seen,
            published_at=published,
        )

    assert [item.title for item in Item.objects.for_inbox()] == ["new", "old"]


def test_a_source_remembers_its_last_thirty_checks_newest_first(source, now):
    for number in range(35):
        check = SourceCheck(
            now + number * DAY, f"{number}", status=200, seconds=0.25, next_check_at=now, why="An hour."
        )
        source.checks = source.checks_with(check)
    source.save()

    history = Source.objects.get(pk=source.pk).history

    assert [check.words for check in history] == [f"{number}" for number in range(34, 4, -1)]
    assert history[0] == check


def test_a_retired_source_is_followed_no_more(source, now):
    Source.objects.filter(pk=source.pk).update(retired_at=now)
    source.refresh_from_db()

    assert not Source.objects.followed().exists()
    assert source.next_check is None


def test_what_nobody_decided_for_long_waits_no_more(source, now):
    Item.objects.create(source=source, identity="1", title="Old", expired_at=now)

    assert not Item.objects.undecided().exists()
    assert not Source.objects.with_undecided().exists()
    assert [item.title for item in Item.objects.expired()] == ["Old"]


def test_a_host_is_held_until_its_time_is_over(db, now):
    hold = HostHold.objects.create(host="a.example", held_until=now + DAY, asked_at=now)

    assert list(HostHold.objects.standing(now)) == [hold]
    assert not HostHold.objects.standing(now + DAY).exists()
    assert str(hold) == "a.example until 24 November 2026, 12:00"


def test_a_tombstone_outlives_its_source(source, now):
    Tombstone.objects.create(source=source, identity="1", canonical_url="https://a.example/1", made_at=now)

    source.delete()

    assert str(Tombstone.objects.get(source=None)) == "https://a.example/1"


@pytest.mark.parametrize("prefetched", [[], ["states_of_mind"]])
def test_a_picks_states_come_in_their_own_order_however_they_were_added(home, source, now, prefetched):
    item = Item.objects.create(source=source, identity="1", title="T", url="https://a.example/1")
    pick = Curation.objects.create(item=item, decision="keep", line="It helps.", decided_at=now)
    states = list(StateOfMind.objects.all())
    for state in reversed(states):
        pick.states_of_mind.add(state)

    assert len(states) > 5
    assert list(Curation.objects.prefetch_related(*prefetched).get(pk=pick.pk).states) == states
