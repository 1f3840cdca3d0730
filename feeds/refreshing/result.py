"""What a look at a source teaches: when to look again and why, and what its row should remember."""

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from recalibrate.outbound.errors import AskedToWait, Gone, RemoteError
from recalibrate.outbound.types import Fetched, NotModified

from ..models import Source
from ..pipeline import moved, schedule
from ..pipeline.plan import rule_after
from ..pipeline.types import ReadDocument, RefreshPlan
from .store import SourceClaim, SourceUpdate

logger = logging.getLogger(__name__)

GONE_FOR = timedelta(hours=24)  # between two answers that say so; then the source is retired
FORGOTTEN = {"etag": "", "last_modified": "", "body_hash": ""}


@dataclass(frozen=True, slots=True)
class FetchAnswer:
    """What came of asking a source, and of reading its document; `reading` is None if that is unchanged."""

    fetched: Fetched | NotModified
    digest: str
    reading: ReadDocument | None
    seconds: float


def unchanged_result(claim: SourceClaim, answer: FetchAnswer) -> SourceUpdate:
    source, fetched = claim.source, answer.fetched
    next_check = schedule.after_success(
        claim.now,
        source.interval,
        asked_for=_longest(fetched.fresh_for, source.asks_for),
        skip_hours=source.skip_hours,
        chance=_chance(),
    )
    row = _way(source, fetched.moved_to, claim.now)
    if isinstance(fetched, Fetched):
        row |= {
            "etag": fetched.etag,
            "last_modified": fetched.last_modified,
            "validators_saved_at": claim.now,
        }
        return SourceUpdate("Unchanged.", next_check, 200, len(fetched.body), answer.seconds, row)
    return SourceUpdate("Unchanged.", next_check, 304, 0, answer.seconds, row)


def refresh_result(
    claim: SourceClaim, fetched: Fetched, answer: FetchAnswer, reading: ReadDocument, planned: RefreshPlan
) -> SourceUpdate:
    """Validators go with a document that was read whole, and only while its ids can be trusted."""
    source = claim.source
    gap = schedule.median_gap([item.published_at for item in reading.items if item.published_at])
    next_check = schedule.after_success(
        claim.now,
        schedule.interval(gap),
        asked_for=_longest(fetched.fresh_for, reading.refresh_after),
        skip_hours=reading.skip_hours,
        chance=_chance(),
    )
    rule = rule_after(planned, reading.identity_rule, len(reading.items))
    if rule != source.identity_rule:
        logger.warning("%s: entries are told apart by %s from now on.", source.name, rule)
    validators = {
        "etag": fetched.etag,
        "last_modified": fetched.last_modified,
        "body_hash": answer.digest,
    }
    row = {
        **(validators if reading.is_whole and rule == reading.identity_rule else FORGOTTEN),
        "validators_saved_at": claim.now,
        "asked_url": source.feed_url,
        "interval": schedule.interval(gap),
        "median_gap": gap,
        "asks_for": reading.refresh_after,
        "skip_hours": list(reading.skip_hours),
        "identity_rule": rule,
        "feed_format": reading.version,
        "remarks": "\n".join(reading.remarks),
        **_way(source, fetched.moved_to, claim.now),
    }
    return SourceUpdate("", next_check, 200, len(fetched.body), answer.seconds, row)


def trouble_result(claim: SourceClaim, error: RemoteError, seconds: float) -> SourceUpdate:
    """It backs off, or waits as it is asked to; a feed that is gone for a day is retired."""
    source, now = claim.source, claim.now
    if isinstance(error, AskedToWait):
        next_check = schedule.after_being_asked_to_wait(now, error.retry_after, chance=_chance())
    else:
        next_check = schedule.after_trouble(now, source.error_streak + 1, chance=_chance())
    row: dict[str, Any] = {}
    if isinstance(error, Gone):
        row["gone_since"] = source.gone_since or now
        if now - row["gone_since"] >= GONE_FOR:
            row["retired_at"] = source.retired_at or now
            logger.warning("%s: gone for good, and asked no more.", source.name)
    return SourceUpdate(str(error), next_check, error.status, seconds=seconds, row=row, fault=error.kind)


def bug_result(claim: SourceClaim, words: str) -> SourceUpdate:
    next_check = schedule.after_trouble(claim.now, claim.source.error_streak + 1, chance=_chance())
    return SourceUpdate(words, next_check)


def _way(source: Source, moved_to: str, now: datetime) -> dict[str, Any]:
    """What redirects tell: a new address once there is evidence enough, and no other source has it."""
    before = moved.Evidence(source.moved_to, source.moved_count, source.moved_since)
    evidence = moved.after(before, moved_to, now)
    row: dict[str, Any] = {}
    if moved.is_enough(evidence, now) and not Source.objects.filter(feed_url=evidence.target).exists():
        logger.warning("%s moved from %s to %s.", source.name, source.feed_url, evidence.target)
        row = {"feed_url": evidence.target, "asked_url": evidence.target}
        evidence = moved.Evidence()
    if evidence != before:
        row |= {
            "moved_to": evidence.target,
            "moved_count": evidence.count,
            "moved_since": evidence.since,
        }
    return row


def _longest(*waits: timedelta | None) -> timedelta | None:
    return max(filter(None, waits), default=None)


def _chance() -> float:
    return random.random()  # noqa: S311  # spreads load, guards nothing
