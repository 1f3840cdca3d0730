"""Bringing sources up to date. refresh() is the only function that sees every step."""

import logging
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from . import store
from .connect import Policy
from .fetch import fetch as fetch_document
from .models import Source
from .pipeline import schedule
from .pipeline.errors import FeedError
from .pipeline.normalise import normalise
from .pipeline.parse import parse
from .pipeline.plan import plan
from .pipeline.types import Fetched, FetchRequest, ItemData, NotModified, Outcome, ParsedFeed

logger = logging.getLogger(__name__)

Fetch = Callable[[FetchRequest], Fetched | NotModified]
BUSY = "Somebody else is refreshing this source."


def policy() -> Policy:
    """How we introduce ourselves, and the few non-public addresses the operator has allowed."""
    return Policy(
        user_agent=f"Recalibrate/{settings.VERSION} (+{settings.WAGTAILADMIN_BASE_URL}/feeds/)",
        allowed=frozenset(settings.FEEDS_ALLOWED_ADDRESSES),
    )


def polite_fetch(request: FetchRequest) -> Fetched | NotModified:
    return fetch_document(request, policy())


def refresh(
    source: Source, *, fetch: Fetch = polite_fetch, now: datetime | None = None, is_forced: bool = False
) -> Outcome:
    """Bring one source up to date, end to end. Expected trouble is recorded on the source and backs off."""
    moment = now or timezone.now()
    token = store.claim(source, moment, is_forced=is_forced)
    if not token:
        return Outcome(trouble=BUSY)
    source.refresh_from_db()
    try:
        answer = fetch(store.request_for(source, moment, is_forced=is_forced))
        return _take_in(source, answer, token=token, now=moment)
    except FeedError as error:
        return _record(source, error, token=token, now=moment)


def _take_in(source: Source, answer: Fetched | NotModified, *, token: str, now: datetime) -> Outcome:
    chance = random.random()  # noqa: S311  # spreads load, guards nothing
    if isinstance(answer, NotModified) or _digest(answer) == source.body_hash:
        wait = schedule.interval([], asked_for=answer.fresh_for)
        next_check_at = schedule.after_success(now, wait, chance=chance)
        store.apply_unchanged(source, token=token, now=now, next_check_at=next_check_at)
        return Outcome(not_modified=True)
    feed = parse(answer)
    items = normalise(feed, base_url=answer.url, now=now)
    planned = plan(items, store.known_fingerprints(source, items))
    store.apply(
        source,
        planned,
        token=token,
        fetched=answer,
        body_hash=_digest(answer),
        is_complete=not feed.remarks,
        now=now,
        next_check_at=schedule.after_success(now, _wait(items, feed, answer), chance=chance),
    )
    return Outcome(len(planned.create), len(planned.update), planned.unchanged, remarks=feed.remarks)


def _wait(items: tuple[ItemData, ...], feed: ParsedFeed, answer: Fetched) -> timedelta:
    asked = max(filter(None, [answer.fresh_for, feed.refresh_after]), default=None)
    return schedule.interval([item.published_at for item in items if item.published_at], asked_for=asked)


def _record(source: Source, error: FeedError, *, token: str, now: datetime) -> Outcome:
    next_check_at = schedule.after_trouble(
        now,
        source.error_streak + 1,
        chance=random.random(),  # noqa: S311
        retry_after=error.retry_after,
    )
    store.apply_trouble(source, token=token, message=str(error), now=now, next_check_at=next_check_at)
    logger.info("%s: %s", source.name, error)
    return Outcome(trouble=str(error))


def _digest(fetched: Fetched) -> str:
    return sha256(fetched.body).hexdigest()


def refresh_due(now: datetime | None = None) -> Iterator[tuple[Source, Outcome | Exception]]:
    """Refresh every source that is due. A bug met on the way is logged and handed back; the rest goes on."""
    for source in Source.objects.due(now or timezone.now()):
        yield source, attempt(source, now=now)


def attempt(source: Source, *, now: datetime | None = None, is_forced: bool = False) -> Outcome | Exception:
    try:
        return refresh(source, now=now, is_forced=is_forced)
    except Exception as error:
        logger.exception("Refreshing %s met a bug.", source.name)
        return error
