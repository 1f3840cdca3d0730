"""Everything that there is to see at an address, in words for whoever wonders about a source."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.utils import timezone

from recalibrate.outbound.errors import FetchError
from recalibrate.outbound.fetch import check_address, fetch
from recalibrate.outbound.guarded_connections import addresses_of, is_public
from recalibrate.outbound.site_policy import policy
from recalibrate.outbound.types import Fetched, FetchRequest, NotModified

from ..models import Source
from ..pipeline import schedule
from ..pipeline.charset import declared_charsets
from ..pipeline.types import ItemData, ReadDocument
from ..sandbox import pool
from .health import health_of

Tell = Callable[[str], None]
NEWEST = 5


def explain(url: str, *, now: datetime, tell: Tell) -> None:
    """Go the whole way of a refresh, telling of each step; store nothing. Raises FeedError where it ends."""
    _tell_known(url, tell)
    check_address(url, policy())
    _tell_addresses(url, tell)
    fetched = fetch(FetchRequest(url), policy(), tell=tell)
    if isinstance(fetched, NotModified):
        raise FetchError("It says that nothing changed, although we have nothing from it.")
    _tell_document(fetched, tell)
    reading = pool.read_feed_in_sandbox(fetched, now=now)
    _tell_reading(reading, tell)
    _tell_validators(fetched, tell)
    _tell_next_check(fetched, reading, now, tell)


def _tell_known(url: str, tell: Tell) -> None:
    source = Source.objects.filter(feed_url=url).first()
    tell(
        f"Source: {source.name}: {health_of(source, timezone.now()).words}"
        if source
        else "Source: none follows this address"
    )


def _tell_addresses(url: str, tell: Tell) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    for address in addresses_of(host, port):
        tell(f"Address: {address}{'' if is_public(address) else ' (not public)'}")
    if f"{host}:{port}" in policy().allowed:
        tell(f"Allowed by setting: {host}:{port}")


def _tell_document(fetched: Fetched, tell: Tell) -> None:
    tell(f"Type: {fetched.content_type or 'none said'}")
    said = ", ".join(declared_charsets(fetched.body, fetched.content_type)) or "none"
    tell(f"Charsets declared: {said}; valid UTF-8: {'yes' if _is_utf8(fetched.body) else 'no'}")
    tell(f"Size: {len(fetched.body):,} bytes")
    if fetched.moved_to:
        tell(f"Moved for good to: {fetched.moved_to}")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _tell_reading(reading: ReadDocument, tell: Tell) -> None:
    tell(f"Feed: {reading.title or 'without a title'} ({reading.version})")
    dates = sorted(item.published_at for item in reading.items if item.published_at)
    tell(f"Entries: {len(reading.items)}, {len(dates)} with a date")
    if dates:
        tell(f"Dates: {dates[0]:%d %B %Y} to {dates[-1]:%d %B %Y}")
    tell(f"Told apart by: {reading.identity_rule}")
    if without := sum(not item.url for item in reading.items):
        tell(f"Without an address, so never to be kept: {without}")
    for item in reading.items[:NEWEST]:
        tell(f"  {_in_a_line(item)}")
    for remark in reading.remarks:
        tell(f"Cut: {remark}")


def _in_a_line(item: ItemData) -> str:
    date = f"{item.published_at:%Y-%m-%d}" if item.published_at else "no date   "
    return f"{date}  {item.title[:80]}  {item.url}"


def _tell_validators(fetched: Fetched, tell: Tell) -> None:
    """Whether it keeps what it promises: asked again with its validators, nothing should have changed."""
    if not (fetched.etag or fetched.last_modified):
        return tell("Validators: none, so every check fetches the whole document")
    request = FetchRequest(fetched.url, fetched.etag, fetched.last_modified)
    is_kept = isinstance(fetch(request, policy()), NotModified)
    tell(f"Validators: ETag {fetched.etag or 'none'}, Last-Modified {fetched.last_modified or 'none'}")
    return tell(f"Asked again with them: {'not modified' if is_kept else 'the whole document again'}")


def _tell_next_check(fetched: Fetched, reading: ReadDocument, now: datetime, tell: Tell) -> None:
    gap = schedule.median_gap([item.published_at for item in reading.items if item.published_at])
    check = schedule.after_success(
        now,
        schedule.interval(gap),
        asked_for=max(filter(None, [fetched.fresh_for, reading.refresh_after]), default=None),
        skip_hours=reading.skip_hours,
        chance=0.5,
    )
    tell(f"Next check: {schedule.wait_in_words(check.at - now)} after a success. {check.why}")
