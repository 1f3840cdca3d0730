"""The only bridge between the pipeline's types and rows."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from recalibrate.core.models import SiteRevision
from recalibrate.outbound.errors import FaultKind
from recalibrate.outbound.types import FetchRequest
from recalibrate.text.clean import clean_line

from ..models import HostHold, Source, SourceCheck
from ..pipeline.types import ItemData, Known, NextCheck, RefreshPlan
from .sql import (
    MAX_CHANGES,
    adopt_items,
    flag_decided,
    insert_items,
    lease_source,
    note_departures,
    rewrite_undecided,
    stored_items,
    tombs,
    write_source,
)

# One UPDATE takes it, so that any number of workers keep to one connection a host (decision 0012).
LEASE = timedelta(minutes=10)
YOUNG = timedelta(minutes=1)  # a worker that has just begun may not have said so yet
WORKER, HOLDER = "w", 9  # how a worker's lease token begins, and how much of it is the worker's id
VALIDATORS_LIVE = timedelta(days=8)  # then the whole document is asked for once
MAX_ERROR = 500  # the width of its column


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """A source that is ours for the time of its lease, and what to ask it for."""

    source: Source
    token: str
    request: FetchRequest
    now: datetime
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class SourceUpdate:
    """What a look at a source taught: for its history, and for its own row."""

    words: str
    next_check: NextCheck
    status: int | None = None
    size: int = 0
    seconds: float = 0.0
    row: dict[str, Any] = field(default_factory=dict)
    fault: FaultKind = FaultKind.OTHER


_holder = ""


def hold_leases_as(worker_id: str) -> None:
    """From now on leases of this process can be told from others', should it end without giving them back.

    "" names no one.
    """
    global _holder
    _holder = _start_of_tokens(worker_id) if worker_id else ""


def free_leases_of_the_gone(at_work: Iterable[str], now: datetime) -> int:
    """Give back what workers held that are there no more; how many sources that were.

    A lease that a command took names no worker, and ends by itself.
    """
    here = {_start_of_tokens(worker_id) for worker_id in at_work}
    leased = Source.objects.filter(lease_token__startswith=WORKER, leased_until__lt=now + LEASE - YOUNG)
    tokens = leased.values_list("lease_token", flat=True)
    gone = [token for token in tokens if token[:HOLDER] not in here]
    return Source.objects.filter(lease_token__in=gone).update(lease_token="", leased_until=None)


def _start_of_tokens(worker_id: str) -> str:
    return (WORKER + worker_id)[:HOLDER]


def claim_source(
    source: Source, now: datetime, *, is_early: bool = False, is_forced: bool = False
) -> SourceClaim | None:
    """Take the source for ourselves; None if another worker has it or is at its host, or if it is not due.

    `is_early` takes one that is not due yet; `is_forced` also asks for the whole document, changed or not.
    Only a row that is as `source` was read can be taken, so what we know of it holds.
    """
    token = _holder + f"{random.getrandbits(128):032x}"[len(_holder) :]  # no secret; it only has to differ
    due_at = source.next_check_at if is_early or is_forced else now
    if not lease_source(source, token, until=now + LEASE, due_at=due_at, now=now):
        return None
    source.lease_token, source.leased_until = token, now + LEASE
    return SourceClaim(source, token, request_for(source, now, is_forced=is_forced), now, is_forced)


def reason_to_wait(source: Source, now: datetime) -> str:
    """What keeps us from the source's host; "" if nothing does."""
    hold = HostHold.objects.standing(now).filter(host=urlsplit(source.feed_url).hostname or "").first()
    if hold is None:
        return ""
    until = date_format(timezone.localtime(hold.held_until), "H:i, j F")
    return gettext("{host} asks us to come less often: held until {until}.").format(
        host=hold.host, until=until
    )


def request_for(source: Source, now: datetime, *, is_forced: bool = False) -> FetchRequest:
    """What to ask for. Old validators, another address's, or a forced refresh ask for the whole document."""
    saved_at = source.validators_saved_at
    is_known = source.asked_url == source.feed_url and saved_at and saved_at >= now - VALIDATORS_LIVE
    if is_forced or not is_known:
        return FetchRequest(source.feed_url)
    return FetchRequest(source.feed_url, source.etag, source.last_modified)


def known(source: Source, items: Sequence[ItemData]) -> Known:
    """What is stored of these items, by identity and by address, and which were removed before.

    One query, and another one if anything is new.
    """
    identities = {item.identity for item in items}
    addresses = {item.canonical_url for item in items if item.canonical_url}
    stored = stored_items(source, identities, addresses)
    times = Counter(row[1] for row in stored)
    fingerprints = {identity: later or first for identity, _, first, later, *_ in stored}
    unknown = identities - fingerprints.keys()
    buried = tombs(source, unknown, addresses) if unknown else []
    return Known(
        fingerprints=fingerprints,
        identities={address: identity for identity, address, *_ in stored if times[address] == 1},
        titles={row[0]: row[5] for row in stored},
        left_alone=frozenset(row[0] for row in stored if row[4] >= MAX_CHANGES),
        buried=frozenset(identity for identity, _ in buried),
        buried_addresses=frozenset(address for _, address in buried if address),
    )


def apply(
    claim: SourceClaim, plan: RefreshPlan, items: Sequence[ItemData], learned: SourceUpdate, *, is_whole: bool
) -> tuple[int, int]:
    """Items, validators, next check and the lease in one transaction: a crash is as if nothing had happened.

    Nothing is written if another worker took the source meanwhile. Gives how many items are new and how many
    undecided ones have new words; a decided one keeps what was decided on and is only flagged.
    """
    source, now = claim.source, claim.now
    with transaction.atomic():
        adopt_items(source, plan.adopt)
        new = insert_items(source, plan.create, now)
        changed = rewrite_undecided(source, plan.update, now)
        if flag_decided(source, plan.update, now):
            SiteRevision.bump()  # a pick may be withdrawn, and readers learn of it at once
        if is_whole:
            note_departures(source, items, now)
        row = {**learned.row, **_success(now), **({"last_new_item_at": now} if new else {})}
        if not _release(
            claim,
            learned,
            words=gettext("{new} new, {changed} changed.").format(new=new, changed=changed),
            row=row,
            new=new,
            changed=changed,
        ):
            transaction.set_rollback(True)
            return 0, 0
    return new, changed


def apply_unchanged(claim: SourceClaim, learned: SourceUpdate) -> None:
    """Nothing new; one query."""
    _release(claim, learned, words=learned.words, row={**learned.row, **_success(claim.now)})


def apply_trouble(claim: SourceClaim, learned: SourceUpdate) -> None:
    """What went wrong, for editors; what was stored before stays."""
    row = {
        **learned.row,
        "last_checked_at": claim.now,
        "error_streak": claim.source.error_streak + 1,
        "failing_since": claim.source.failing_since or claim.now,
        "last_error": clean_line(learned.words)[:MAX_ERROR],
    }
    _release(claim, learned, words=row["last_error"], row=row, is_trouble=True)


def hold_host(host: str, until: datetime, now: datetime) -> None:
    """Leave everything at this host alone until then."""
    HostHold.objects.update_or_create(host=host, defaults={"held_until": until, "asked_at": now})
    Source.objects.at_host(host).filter(next_check_at__lt=until).update(
        next_check_at=until, next_check_why=gettext("{host} asks us to come less often.").format(host=host)
    )


def _release(
    claim: SourceClaim, learned: SourceUpdate, *, words: str, row: dict[str, Any], **counts: Any
) -> bool:
    """Write what was learned and give the lease back; False, and nothing written, if it is not ours."""
    if not claim.token:
        return False
    source, next_check = claim.source, learned.next_check
    check = SourceCheck(
        at=claim.now,
        words=" ".join([words, *row.get("remarks", "").splitlines()]),
        status=learned.status,
        bytes=learned.size,
        seconds=learned.seconds,
        next_check_at=next_check.at,
        why=next_check.why,
        **counts,
    )
    learned_row = {
        **row,
        "last_status": learned.status,
        "last_fault": learned.fault.value,
        "next_check_at": next_check.at,
        "next_check_why": next_check.why,
        "checks": source.checks_with(check),
        "lease_token": "",
        "leased_until": None,
    }
    # The lease stands only on a row as it was read: what is the same need not be written.
    written = {name: value for name, value in learned_row.items() if getattr(source, name) != value}
    is_ours = write_source(source, claim.token, written)
    if is_ours:
        for name, value in written.items():
            setattr(source, name, value)
    return is_ours


def _success(now: datetime) -> dict[str, Any]:
    return {
        "last_checked_at": now,
        "last_success_at": now,
        "error_streak": 0,
        "failing_since": None,
        "last_error": "",
        "gone_since": None,
        "retired_at": None,
    }
