"""After the store: one story from several sources is folded into one, and sources' word filters are applied.

Worked out from rows (`sorted_at`), so a crash between storing and sorting loses nothing. Nothing is deleted.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy

from recalibrate.core.isolate import each_isolated, error_boundary

from ..models import Item, Source
from ..models.item import SameBy
from ..pipeline.duplicates import Duplicate, DuplicateCandidate, find_duplicates
from ..pipeline.word_filter import phrases, reason_to_hide

SORTING = error_boundary("sorting", gettext_lazy("could not be sorted in among what is new"))
AT_ONCE = 500  # items of a statement: Django gives SQLite 999 values at most
ONE_SORTER = 7_201_140  # a key of our own among PostgreSQL's advisory locks


@dataclass(frozen=True, slots=True)
class DeduplicationResult:
    """How many items were looked at, and what became of them."""

    seen: int = 0
    folded: int = 0
    hidden: int = 0


def deduplicate_new_items(now: datetime | None = None) -> DeduplicationResult:
    """Sort every item that is new, or has new words, since it was last looked at."""
    moment = now or timezone.now()
    total = DeduplicationResult()
    while (batch := _sort_some(moment)).seen:
        total = DeduplicationResult(
            total.seen + batch.seen, total.folded + batch.folded, total.hidden + batch.hidden
        )
    return total


def deduplicate_again(source: Source) -> None:
    """The source's word filters have changed: what no editor has decided on is looked at anew."""
    source.items.undecided().update(sorted_at=None)


def _sort_some(now: datetime) -> DeduplicationResult:
    with transaction.atomic():
        _wait_for_other_sorters()
        items = list(_unsorted()[:AT_ONCE])
        folded = _folded(items)
        reasons = dict(each_isolated(items, lambda item: (item.pk, _hidden_by(item)), SORTING))
        hidden = {key: reason for key, reason in reasons.items() if reason}
        looked_at = Item.objects.filter(pk__in=[item.pk for item in items])
        looked_at.filter(same_by=SameBy.EDITOR).update(hidden_by="", sorted_at=now)  # what was said, stays
        looked_at.exclude(same_by=SameBy.EDITOR).update(story=None, same_by="", hidden_by="", sorted_at=now)
        _write_folded(folded)
        _write_hidden(hidden)
    return DeduplicationResult(len(items), len(folded), len(hidden))


def _wait_for_other_sorters() -> None:
    """Two at once would each let the same story stand. SQLite writes one transaction at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_SORTER])


def _unsorted():  # type: ignore[no-untyped-def]  # an annotated queryset has no name
    """Oldest first: the first to tell it is the primary. What an editor decided on, or others stand under, stays."""
    stands = Q(curation__isnull=False) | Exists(Item.objects.filter(story=OuterRef("pk")))
    waiting = Item.objects.filter(sorted_at=None).select_related("source").defer("source__checks")
    return waiting.annotate(must_stand=stands).order_by("pk")


def _folded(items: list[Item]) -> dict[int, Duplicate]:
    movable = [item for item in items if not item.must_stand and item.same_by != SameBy.EDITOR]  # type: ignore[attr-defined]  # annotated
    kept_out = {item.pk for item in movable}
    shared = (
        Q(canonical_url__in={item.canonical_url for item in movable} - {""})
        | Q(title__in={item.title for item in movable})
        | Q(published_at__in={item.published_at for item in movable if item.published_at})
    )
    # A decided telling before an undecided one, then the first: a decision covers what comes later.
    standing = Item.objects.filter(shared, story=None).exclude(pk__in=kept_out, sorted_at=None)
    ordered = standing.order_by(Case(When(curation=None, then=Value(1)), default=Value(0)), "pk")
    apart = _told_apart(kept_out)
    arrived = each_isolated(movable, lambda item: _telling(item, apart[item.pk]), SORTING)
    return find_duplicates(arrived, map(_telling, ordered)) if movable else {}


def _told_apart(keys: set[int]) -> defaultdict[int, frozenset[int]]:
    """What editors said each of these is not the same as."""
    found: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    pairs = Item.told_apart.through.objects.filter(from_item__in=keys)
    for one, other in pairs.values_list("from_item", "to_item"):
        found[one] |= {other}
    return found


def _telling(item: Item, apart: frozenset[int] = frozenset()) -> DuplicateCandidate:
    return DuplicateCandidate(
        key=item.pk,
        source=item.source_id,
        canonical_url=item.canonical_url,
        title=item.title,
        text=item.text,
        published_at=item.published_at,
        is_keepable=bool(item.url),
        apart=apart,
    )


def _hidden_by(item: Item) -> str:
    source = item.source
    hide, only = phrases(source.hide_words), phrases(source.only_words)
    return reason_to_hide(item.title, item.text, hide=hide, only=only)[:200]


def _write_folded(folded: dict[int, Duplicate]) -> None:
    rows = [Item(pk=key, story_id=one.under, same_by=one.same_by) for key, one in folded.items()]
    Item.objects.bulk_update(rows, ["story", "same_by"])


def _write_hidden(hidden: dict[int, str]) -> None:
    Item.objects.bulk_update(
        [Item(pk=key, hidden_by=reason) for key, reason in hidden.items()], ["hidden_by"]
    )
