from datetime import timedelta

import pytest

from feeds.curating.decide import PickDraft, hold_item, keep_item, pass_item
from feeds.models import Item, Tombstone
from feeds.refreshing.retention import apply_retention, remove_with_tombstone
from recalibrate.core.models import StateOfMind

DAY = timedelta(days=1)
NOTHING = {"expired": 0, "cleared": 0, "removed": 0}


@pytest.fixture
def item(source, now):
    """An item that its source's document no longer has, first seen so many days ago."""

    def item(name, *, days, **fields):
        words = {"title": name, "text": "Words", "excerpt": "Words", "url": f"https://a.example/{name}"}
        given = {"left_feed_at": now - DAY, "canonical_url": words["url"], **words, **fields}
        return Item.objects.create(source=source, identity=name, first_seen_at=now - days * DAY, **given)

    return item


def test_what_nobody_decided_on_for_ninety_days_expires(item, now):
    old, young = item("old", days=91), item("young", days=89)

    assert apply_retention(now)["expired"] == 1

    assert list(Item.objects.undecided()) == [young]
    assert list(Item.objects.expired()) == [old]


def test_the_words_of_what_was_passed_or_expired_go_after_thirty_days(item, now):
    passed, fresh, expired = (item(name, days=50) for name in ("passed", "fresh", "expired"))
    pass_item(passed, by=None, now=now - 31 * DAY)
    pass_item(fresh, by=None, now=now - 29 * DAY)
    Item.objects.filter(pk=expired.pk).update(expired_at=now - 31 * DAY)

    assert apply_retention(now)["cleared"] == 2
    assert apply_retention(now) == NOTHING

    assert dict(Item.objects.values_list("title", "text")) == {"passed": "", "fresh": "Words", "expired": ""}


def test_after_a_year_a_tombstone_is_left(item, now):
    item("expired", days=500, expired_at=now - 366 * DAY)
    pass_item(item("passed", days=500), by=None, now=now - 366 * DAY)

    assert apply_retention(now)["removed"] == 2

    assert not Item.objects.exists()
    assert set(Tombstone.objects.values_list("identity", "canonical_url")) == {
        ("expired", "https://a.example/expired"),
        ("passed", "https://a.example/passed"),
    }


def test_what_is_kept_held_or_still_published_is_never_touched(item, now, home):
    keep_item(
        item("kept", days=900),
        PickDraft(line="Read this.", states=StateOfMind.objects.all()[:1]),
        by=None,
        now=now - 800 * DAY,
    )
    hold_item(item("held", days=900), by=None, now=now - 800 * DAY)
    item("still there", days=900, left_feed_at=None)
    pass_item(item("passed, still there", days=900, left_feed_at=None), by=None, now=now - 800 * DAY)

    assert apply_retention(now) == NOTHING
    assert remove_with_tombstone(Item.objects.filter(title__in=["kept", "held"]), now=now) == 0
    assert set(Item.objects.values_list("text", flat=True)) == {"Words"}


def test_it_works_in_batches(item, now):
    for number in range(5):
        item(f"{number}", days=100)

    assert [apply_retention(now, batch=2)["expired"] for _ in range(3)] == [2, 2, 1]


def test_a_thousand_take_as_few_queries_as_ten(item, source, now, django_assert_max_num_queries):
    Item.objects.bulk_create(
        Item(
            source=source,
            identity=f"{n}",
            title="T",
            text="Words",
            first_seen_at=now - 500 * DAY,
            left_feed_at=now,
            expired_at=now - 400 * DAY,
        )
        for n in range(1_000)
    )

    with django_assert_max_num_queries(34):
        assert apply_retention(now) == {"expired": 0, "cleared": 1_000, "removed": 1_000}


def test_a_passed_story_stays_while_another_source_still_tells_it(item, now):
    first = item("first", days=500)
    later = item("later", days=400, story=first, same_by="address", left_feed_at=None)
    pass_item(first, by=None, now=now - 366 * DAY)

    assert apply_retention(now)["removed"] == 0
    assert not Item.objects.for_inbox().exists()

    later.delete()
    assert apply_retention(now)["removed"] == 1
