"""Bringing sources up to date. refresh() is the only function that sees every step."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Protocol, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy

from recalibrate.outbound.concurrency import run_per_host
from recalibrate.outbound.errors import AskedToWait, RemoteError
from recalibrate.outbound.fetch import fetch as fetch_document
from recalibrate.outbound.site_policy import policy
from recalibrate.outbound.types import Fetched, FetchRequest, NotModified

from ..models import Source
from ..pipeline.plan import plan
from ..pipeline.types import IdentityRule, ReadDocument, RefreshOutcome
from ..sandbox import pool
from . import result, store
from .result import FetchAnswer
from .store import SourceClaim

logger = logging.getLogger(__name__)

Fetch = Callable[[FetchRequest], Fetched | NotModified]
BUSY = gettext_lazy("This source is being refreshed already, or has just been.")
OUR_FAULT = gettext_lazy("This is our fault, not the source’s. The operators find the reason in the log.")


class ReadFeed(Protocol):
    def __call__(self, fetched: Fetched, *, now: datetime, rule: IdentityRule = "guid") -> ReadDocument: ...


def polite_fetch(request: FetchRequest) -> Fetched | NotModified:
    return fetch_document(request, policy())


def refresh(
    source: Source,
    *,
    fetch: Fetch = polite_fetch,
    read: ReadFeed = pool.read_feed_in_sandbox,
    now: datetime | None = None,
    is_early: bool = False,
    is_forced: bool = False,
) -> RefreshOutcome:
    """Bring one source up to date, end to end. Expected trouble is recorded on the source and backs off."""
    moment = now or timezone.now()
    claim = store.claim_source(source, moment, is_early=is_early, is_forced=is_forced)
    if claim is None:
        return RefreshOutcome(trouble=store.reason_to_wait(source, moment) or str(BUSY))
    return finish_refresh(claim, partial(fetch_and_read, claim, fetch=fetch, read=read))


def fetch_and_read(
    claim: SourceClaim, *, fetch: Fetch, read: ReadFeed = pool.read_feed_in_sandbox
) -> FetchAnswer:
    """Fetch the source's document and read it, unless it is that of last time. Touches no row."""
    started = time.monotonic()
    fetched = fetch(claim.request)
    digest, reading = "", None
    if isinstance(fetched, Fetched):
        digest = sha256(fetched.body).hexdigest()
        if claim.is_forced or digest != claim.source.body_hash:
            reading = read(fetched, now=claim.now, rule=cast(IdentityRule, claim.source.identity_rule))
    return FetchAnswer(fetched, digest, reading, time.monotonic() - started)


def finish_refresh(claim: SourceClaim, answer: Callable[[], FetchAnswer]) -> RefreshOutcome:
    """Take in what came, or record why nothing did."""
    started = time.monotonic()
    try:
        return _take_in(claim, answer())
    except RemoteError as error:
        return _record(claim, error, time.monotonic() - started)


def _take_in(claim: SourceClaim, answer: FetchAnswer) -> RefreshOutcome:
    fetched, reading = answer.fetched, answer.reading
    if reading is None or isinstance(fetched, NotModified):
        store.apply_unchanged(claim, result.unchanged_result(claim, answer))
        return RefreshOutcome(not_modified=True)
    planned = plan(reading.items, store.known(claim.source, reading.items))
    learned = result.refresh_result(claim, fetched, answer, reading, planned)
    new, changed = store.apply(claim, planned, reading.items, learned, is_whole=reading.is_whole)
    return RefreshOutcome(new, changed, len(reading.items) - new - changed, remarks=reading.remarks)


def _record(claim: SourceClaim, error: RemoteError, seconds: float) -> RefreshOutcome:
    learned = result.trouble_result(claim, error, seconds)
    store.apply_trouble(claim, learned)
    if isinstance(error, AskedToWait) and error.status == 429:
        store.hold_host(error.host, learned.next_check.at, claim.now)
    logger.info("%s: %s", claim.source.name, learned.words)
    return RefreshOutcome(trouble=learned.words)


def refresh_due(
    now: datetime | None = None, *, fetch: Fetch = polite_fetch
) -> Iterator[tuple[Source, RefreshOutcome | Exception]]:
    """Refresh every source that is due. Bugs are logged and handed back; the rest goes on."""
    moment = now or timezone.now()
    yield from refresh_all(Source.objects.due(moment), now=moment, fetch=fetch)


def refresh_all(
    sources: Iterable[Source],
    *,
    now: datetime,
    fetch: Fetch = polite_fetch,
    is_early: bool = False,
    is_forced: bool = False,
) -> Iterator[tuple[Source, RefreshOutcome | Exception]]:
    """Refresh these, several at once. Only fetching and reading happen in threads; all is stored here."""
    claim = partial(store.claim_source, now=now, is_early=is_early, is_forced=is_forced)
    jobs = [(source.feed_url, partial(claim, source)) for source in sources]
    for claimed, answer in run_per_host(jobs, partial(fetch_and_read, fetch=fetch)):
        yield claimed.source, _or_bug(claimed.source, now, partial(finish_refresh, claimed, answer.result))


def try_out(
    sources: Iterable[Source], *, now: datetime, fetch: Fetch = polite_fetch
) -> Iterator[tuple[Source, RefreshOutcome | Exception]]:
    """What a refresh of these would bring. Nothing is claimed, and nothing stored."""
    jobs = [(source.feed_url, partial(_unclaimed, source, now)) for source in sources]
    for claim, answer in run_per_host(jobs, partial(fetch_and_read, fetch=fetch)):
        try:
            reading = answer.result().reading
        except RemoteError as error:
            yield claim.source, RefreshOutcome(trouble=str(error))
        else:
            yield (
                claim.source,
                _foreseen(claim.source, reading) if reading else RefreshOutcome(not_modified=True),
            )


def _unclaimed(source: Source, now: datetime) -> SourceClaim:
    return SourceClaim(source, "", FetchRequest(source.feed_url), now)


def _foreseen(source: Source, reading: ReadDocument) -> RefreshOutcome:
    planned = plan(reading.items, store.known(source, reading.items))
    new, changed = len(planned.create), len(planned.update)
    return RefreshOutcome(new, changed, len(reading.items) - new - changed, remarks=reading.remarks)


def attempt_refresh(
    source: Source, *, fetch: Fetch = polite_fetch, now: datetime | None = None, is_forced: bool = False
) -> RefreshOutcome | Exception:
    """refresh(), but a bug is logged, backs off like other trouble, and is handed back."""
    moment = now or timezone.now()
    return _or_bug(source, moment, partial(refresh, source, fetch=fetch, now=moment, is_forced=is_forced))


def _or_bug(source: Source, now: datetime, do: Callable[[], RefreshOutcome]) -> RefreshOutcome | Exception:
    try:
        return do()
    except Exception as error:
        logger.exception("Refreshing %s met a bug.", source.name)
        claim = SourceClaim(source, source.lease_token, FetchRequest(source.feed_url), now)
        store.apply_trouble(claim, result.bug_result(claim, str(OUR_FAULT)))
        return error
