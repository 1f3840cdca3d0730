"""What is forgotten, nightly and in batches, so that no one waits for it.

Whatever its source still publishes, an editor kept or holds, or a post uses, is touched by none of this.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from ..models import Curation, Decision, Item, Tombstone
from ..models.item import ItemQuerySet

BATCH = 1_000  # rows in one transaction: no other writer waits for longer than that (docs/operations.md)
EXPIRED_AFTER = timedelta(days=90)  # undecided since it came in
CLEARED_AFTER = timedelta(days=30)  # of the text, once passed or expired
REMOVED_AFTER = timedelta(days=365)  # once passed or expired; a tombstone stays


def apply_retention(now: datetime, *, batch: int = BATCH) -> dict[str, int]:
    """Do one batch of each; how many items that were. Call again while any count is full."""
    return {
        gettext_noop("expired"): expire_items(now, batch=batch),
        gettext_noop("cleared"): clear_text(now, batch=batch),
        gettext_noop("removed"): remove_items(now, batch=batch),
    }


def expire_items(now: datetime, *, batch: int = BATCH) -> int:
    """What no editor decided on for 90 days leaves the inbox."""
    old = _gone_from_feeds().undecided().filter(first_seen_at__lt=now - EXPIRED_AFTER)
    return Item.objects.filter(pk__in=_first(old, batch)).update(expired_at=now)


def clear_text(now: datetime, *, batch: int = BATCH) -> int:
    """The words of what no editor wanted go; its title stays, to be recognised by."""
    unwanted = _gone_from_feeds().unwanted_before(now - CLEARED_AFTER).exclude(text="", excerpt="")
    empty = {"text": "", "excerpt": "", "later_text": "", "image_url": "", "enclosure_url": ""}
    return Item.objects.filter(pk__in=_first(unwanted, batch)).update(**empty)


def remove_items(now: datetime, *, batch: int = BATCH) -> int:
    """A year later the item goes altogether, and leaves a tombstone."""
    unwanted = _gone_from_feeds().unwanted_before(now - REMOVED_AFTER)
    # While others are shown under it, it stays: on their own they would come back to the inbox.
    return remove_with_tombstone(unwanted.filter(also_in=None), now=now, batch=batch)


def remove_with_tombstone(items: ItemQuerySet, *, now: datetime, batch: int = BATCH) -> int:
    """Remove items that no editor kept, and remember that they must not come in again."""
    chosen = list(items.exclude(curation__decision__in=[Decision.KEEP, Decision.HOLD]).order_by("pk")[:batch])
    with transaction.atomic():
        Tombstone.objects.bulk_create(
            [
                Tombstone(
                    source_id=item.source_id,
                    identity=item.identity,
                    canonical_url=item.canonical_url,
                    made_at=now,
                )
                for item in chosen
            ],
            ignore_conflicts=True,
        )
        pks = [item.pk for item in chosen]
        Curation.objects.filter(item__in=pks).delete()
        Item.objects.filter(pk__in=pks).delete()
    return len(pks)


def _gone_from_feeds() -> ItemQuerySet:
    return Item.objects.exclude(left_feed_at=None)


def _first(items: ItemQuerySet, batch: int) -> list[int]:
    return list(items.order_by("pk").values_list("pk", flat=True)[:batch])
