"""Bringing sources up to date. refresh() is the only function that sees every step."""

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Protocol

from django.conf import settings
from django.utils import timezone

from . import sandbox, store
from .abreast import abreast
from .connect import Policy
from .fetch import fetch as fetch_document
from .models import Source
from .pipeline import schedule
from .pipeline.errors import AskedToWait, FeedError
from .pipeline.plan import plan
from .pipeline.types import Fetched, FetchRequest, NotModified, Outcome, Reading

logger = logging.getLogger(__name__)

Fetch = Callable[[FetchRequest], Fetched | NotModified]
BUSY = "Somebody else is refreshing this source, or has just done so."
OUR_FAULT = "Something went wrong on our side. Whoever runs the site finds it in the log."


class Read(Protocol):
    def __call__(self, fetched: Fetched, *, now: datetime) -> Reading: ...


def policy() -> Policy:
    """How we introduce ourselves, and the few non-public addresses the operator has allowed."""
    return Policy(
        user_agent=f"Recalibrate/{settings.VERSION} (+{settings.WAGTAILADMIN_BASE_URL}/feeds/)",
        allowed=frozenset(settings.FEEDS_ALLOWED_ADDRESSES),
    )


def polite_fetch(request: FetchRequest) -> Fetched | NotModified:
    return fetch_document(request, policy())


def refresh(
    source: Source,
    *,
    fetch: Fetch = polite_fetch,
    read: Read = sandbox.read,
    now: datetime | None = None,
    is_forced: bool = False,
) -> Outcome:
    """Bring one source up to date, end to end. Expected trouble is recorded on the source and backs off."""
    begun = begin(source, now=now or timezone.now(), is_forced=is_forced)
    if begun is None:
        return Outcome(trouble=BUSY)
    return finish(begun, lambda: fetch(begun.request), read=read)


@dataclass(frozen=True, slots=True)
class Begun:
    """A source that is ours for the time of its lease, and what to ask it for."""

    source: Source
    token: str
    request: FetchRequest
    now: datetime


def begin(source: Source, *, now: datetime, is_forced: bool = False) -> Begun | None:
    """Claim the source; None if it is somebody else's, or not due."""
    token = store.claim(source, now, is_forced=is_forced)
    if not token:
        return None
    return Begun(source, token, store.request_for(source, now, is_forced=is_forced), now)


def finish(
    begun: Begun, fetched: Callable[[], Fetched | NotModified], *, read: Read = sandbox.read
) -> Outcome:
    """Take in what was fetched, or record why it could not be."""
    try:
        answer = fetched()
        if isinstance(answer, NotModified) or _digest(answer) == begun.source.body_hash:
            return _leave(begun, answer)
        return _take_in(begun, answer, read(answer, now=begun.now))
    except FeedError as error:
        return _record(begun, error)


def _leave(begun: Begun, answer: Fetched | NotModified) -> Outcome:
    next_check_at = schedule.after_success(
        begun.now, begun.source.interval, asked_for=answer.fresh_for, chance=_chance()
    )
    store.apply_unchanged(begun.source, token=begun.token, now=begun.now, next_check_at=next_check_at)
    return Outcome(not_modified=True)


def _take_in(begun: Begun, answer: Fetched, reading: Reading) -> Outcome:
    planned = plan(reading.items, store.known_fingerprints(begun.source, reading.items))
    interval = schedule.interval([item.published_at for item in reading.items if item.published_at])
    asked_for = max(filter(None, [answer.fresh_for, reading.refresh_after]), default=None)
    new, changed = store.apply(
        begun.source,
        planned,
        token=begun.token,
        fetched=answer,
        body_hash=_digest(answer),
        is_complete=not reading.remarks,
        interval=interval,
        now=begun.now,
        next_check_at=schedule.after_success(begun.now, interval, asked_for=asked_for, chance=_chance()),
    )
    return Outcome(new, changed, len(reading.items) - new - changed, remarks=reading.remarks)


def _record(begun: Begun, error: FeedError) -> Outcome:
    if isinstance(error, AskedToWait):
        next_check_at = schedule.after_being_asked_to_wait(begun.now, error.retry_after, chance=_chance())
    else:
        next_check_at = _after_trouble(begun.source, begun.now)
    message = str(error)
    store.apply_trouble(
        begun.source, token=begun.token, message=message, now=begun.now, next_check_at=next_check_at
    )
    logger.info("%s: %s", begun.source.name, message)
    return Outcome(trouble=message)


def _after_trouble(source: Source, now: datetime) -> datetime:
    return schedule.after_trouble(now, source.error_streak + 1, chance=_chance())


def _chance() -> float:
    return random.random()  # noqa: S311  # spreads load, guards nothing


def _digest(fetched: Fetched) -> str:
    return sha256(fetched.body).hexdigest()


def refresh_due(
    now: datetime | None = None, *, fetch: Fetch = polite_fetch
) -> Iterator[tuple[Source, Outcome | Exception]]:
    """Refresh every source that is due, several at once. Bugs are logged and handed back; the rest goes on.

    Only fetching happens in threads; all that is stored is stored here.
    """
    moment = now or timezone.now()
    due = Source.objects.due(moment)
    jobs = [(source.feed_url, partial(begin, source, now=moment)) for source in due]
    for begun, answer in abreast(jobs, lambda begun: fetch(begun.request)):
        yield begun.source, _or_bug(begun.source, moment, partial(finish, begun, answer.result))


def attempt(
    source: Source, *, fetch: Fetch = polite_fetch, now: datetime | None = None, is_forced: bool = False
) -> Outcome | Exception:
    """refresh(), but a bug is logged, backs off like other trouble, and is handed back."""
    moment = now or timezone.now()
    return _or_bug(source, moment, partial(refresh, source, fetch=fetch, now=moment, is_forced=is_forced))


def _or_bug(source: Source, now: datetime, do: Callable[[], Outcome]) -> Outcome | Exception:
    try:
        return do()
    except Exception as error:
        logger.exception("Refreshing %s met a bug.", source.name)
        next_check_at = _after_trouble(source, now)
        store.apply_trouble(
            source, token=source.lease_token, message=OUR_FAULT, now=now, next_check_at=next_check_at
        )
        return error
