"""The only bridge between the pipeline's types and rows."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from .models import Item, Source
from .pipeline.types import Fetched, FetchRequest, ItemData, RefreshPlan

LEASE = timedelta(minutes=10)
BATCH = 200
VALIDATORS_LIVE = timedelta(days=8)  # then the whole document is asked for once
MAX_ERROR = 500


def claim(source: Source, now: datetime, *, is_forced: bool = False) -> str:
    """Take the source for ourselves; the lease's token, or "" if somebody else has it or it is not due."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    wanted = Source.objects.filter(free, pk=source.pk)
    if not is_forced:
        wanted = wanted.filter(next_check_at__lte=now)
    token = secrets.token_hex(16)
    return token if wanted.update(lease_token=token, leased_until=now + LEASE) else ""


def request_for(source: Source, now: datetime, *, is_forced: bool = False) -> FetchRequest:
    """What to ask the source for; validators that are old, or a forced refresh, ask for the whole document."""
    saved_at = source.validators_saved_at
    if is_forced or saved_at is None or saved_at < now - VALIDATORS_LIVE:
        return FetchRequest(source.feed_url)
    return FetchRequest(source.feed_url, source.etag, source.last_modified)


def known_fingerprints(source: Source, items: Sequence[ItemData]) -> dict[str, str]:
    """identity → fingerprint of those items that are stored already; one query."""
    identities = [item.identity for item in items]
    return dict(source.items.filter(identity__in=identities).values_list("identity", "fingerprint"))


def apply(
    source: Source,
    plan: RefreshPlan,
    *,
    token: str,
    fetched: Fetched,
    body_hash: str,
    is_complete: bool,
    now: datetime,
    next_check_at: datetime,
) -> None:
    """Items, validators, next check and the lease in one transaction: a crash is as if nothing had happened.

    Validators are saved only with a document that was stored whole.
    """
    news = {"last_new_item_at": now} if plan.create else {}
    with transaction.atomic():
        _create(source, plan.create, now)
        _update(source, plan.update, now)
        release(
            source,
            token,
            etag=fetched.etag if is_complete else "",
            last_modified=fetched.last_modified if is_complete else "",
            validators_saved_at=now,
            body_hash=body_hash if is_complete else "",
            next_check_at=next_check_at,
            **_success(now),
            **news,
        )


def apply_unchanged(source: Source, *, token: str, now: datetime, next_check_at: datetime) -> None:
    release(source, token, next_check_at=next_check_at, **_success(now))


def apply_trouble(source: Source, *, token: str, message: str, now: datetime, next_check_at: datetime) -> None:
    release(
        source,
        token,
        last_checked_at=now,
        error_streak=source.error_streak + 1,
        last_error=message[:MAX_ERROR],
        next_check_at=next_check_at,
    )


def release(source: Source, token: str, **fields: object) -> None:
    """Write what was learned and give the lease back, if it is still ours."""
    Source.objects.filter(pk=source.pk, lease_token=token).update(lease_token="", leased_until=None, **fields)  # noqa: S106


def _success(now: datetime) -> dict[str, object]:
    return {"last_checked_at": now, "last_success_at": now, "error_streak": 0, "last_error": ""}


def _create(source: Source, items: Sequence[ItemData], now: datetime) -> None:
    rows = [Item(source=source, first_seen_at=now, **asdict(item)) for item in items]
    Item.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _update(source: Source, items: Sequence[ItemData], now: datetime) -> None:
    """New words for undecided items; a decided item keeps what was decided on and is only flagged."""
    if not items:
        return
    fresh = {item.identity: item for item in items}
    rows = list(source.items.filter(identity__in=fresh).select_related("curation"))
    undecided = [row for row in rows if not hasattr(row, "curation")]
    for row in undecided:
        _rewrite(row, fresh[row.identity], now)
    fields = ["fingerprint", "url", "canonical_url", "title", "text", "excerpt", "author", "language", "changed_at"]
    Item.objects.bulk_update(undecided, fields, batch_size=BATCH)
    decided = [row.pk for row in rows if hasattr(row, "curation")]
    Item.objects.filter(pk__in=decided, has_changed_since_decision=False).update(
        has_changed_since_decision=True, changed_at=now
    )


def _rewrite(row: Item, item: ItemData, now: datetime) -> None:
    """Everything but the date of publication, which a republished entry never moves."""
    for name in ("fingerprint", "url", "canonical_url", "title", "text", "excerpt", "author", "language"):
        setattr(row, name, getattr(item, name))
    row.changed_at = now
