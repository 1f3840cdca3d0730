"""The only bridge between the pipeline's types and rows."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from .bulk import insert_items, rewrite_undecided
from .models import Source
from .pipeline.clean import plain
from .pipeline.types import Fetched, FetchRequest, ItemData, RefreshPlan

LEASE = timedelta(minutes=10)
VALIDATORS_LIVE = timedelta(days=8)  # then the whole document is asked for once
MAX_ERROR = 500


def claim(source: Source, now: datetime, *, is_forced: bool = False) -> str:
    """Take the source for ourselves; the lease's token, or "" if somebody else has it or it is not due.

    Only a row that is as `source` was read can be taken, so what we know of it holds.
    """
    token = secrets.token_hex(16)
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    as_read = Source.objects.filter(
        free, pk=source.pk, next_check_at=source.next_check_at, feed_url=source.feed_url
    )
    wanted = as_read if is_forced else as_read.filter(next_check_at__lte=now)
    if not wanted.update(lease_token=token, leased_until=now + LEASE):
        return ""
    source.lease_token, source.leased_until = token, now + LEASE
    return token


def request_for(source: Source, now: datetime, *, is_forced: bool = False) -> FetchRequest:
    """What to ask for. Old validators, or a forced refresh, ask for the whole document."""
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
    interval: timedelta,
    now: datetime,
    next_check_at: datetime,
) -> tuple[int, int]:
    """Items, validators, next check and the lease in one transaction: a crash is as if nothing had happened.

    Validators are saved only with a document that was stored whole. Nothing is written if somebody else took
    the source meanwhile. Gives how many items are new and how many have new words.
    """
    with transaction.atomic():
        is_ours = release(
            source,
            token,
            etag=fetched.etag if is_complete else "",
            last_modified=fetched.last_modified if is_complete else "",
            validators_saved_at=now,
            body_hash=body_hash if is_complete else "",
            interval=interval,
            next_check_at=next_check_at,
            **_success(now),
            **({"last_new_item_at": now} if plan.create else {}),
        )
        if not is_ours:
            return 0, 0
        return _create(source, plan.create, now), _update(source, plan.update, now)


def apply_unchanged(source: Source, *, token: str, now: datetime, next_check_at: datetime) -> None:
    """Nothing new; one query."""
    release(source, token, next_check_at=next_check_at, **_success(now))


def apply_trouble(
    source: Source, *, token: str, message: str, now: datetime, next_check_at: datetime
) -> None:
    """What went wrong, for editors; what was stored before stays."""
    release(
        source,
        token,
        last_checked_at=now,
        error_streak=source.error_streak + 1,
        last_error=plain(message)[:MAX_ERROR],
        next_check_at=next_check_at,
    )


def release(source: Source, token: str, **learned: object) -> bool:
    """Write what was learned and give the lease back; False, and nothing written, if it is not ours."""
    if not token:
        return False
    learned |= {"lease_token": "", "leased_until": None}
    is_ours = bool(Source.objects.filter(pk=source.pk, lease_token=token).update(**learned))
    if is_ours:
        for name, value in learned.items():
            setattr(source, name, value)
    return is_ours


def _success(now: datetime) -> dict[str, object]:
    return {"last_checked_at": now, "last_success_at": now, "error_streak": 0, "last_error": ""}


def _create(source: Source, items: Sequence[ItemData], now: datetime) -> int:
    return insert_items(source, items, now) if items else 0


def _update(source: Source, items: Sequence[ItemData], now: datetime) -> int:
    """New words for undecided items; a decided one keeps what was decided on and is only flagged."""
    if not items:
        return 0
    identities = [item.identity for item in items]
    decided = source.items.filter(identity__in=identities, curation__isnull=False)
    decided.filter(has_changed_since_decision=False).update(has_changed_since_decision=True, changed_at=now)
    return rewrite_undecided(source, items, now)
