"""Everything that there is to see at an address, in words for an operator who wonders about a source."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext

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
NEWEST = 5  # what an editor compares with the site itself


def explain(url: str, *, now: datetime, tell: Tell) -> None:
    """Go the whole way of a refresh, telling of each step; store nothing. Raises FeedError where it ends."""
    _tell_known(url, tell)
    check_address(url, policy())
    _tell_addresses(url, tell)
    fetched = fetch(FetchRequest(url), policy(), tell=tell)
    if isinstance(fetched, NotModified):
        raise FetchError(gettext("It says that nothing changed, although we have nothing from it."))
    _tell_document(fetched, tell)
    reading = pool.read_feed_in_sandbox(fetched, now=now)
    _tell_reading(reading, tell)
    _tell_validators(fetched, tell)
    _tell_next_check(fetched, reading, now, tell)


def _tell_known(url: str, tell: Tell) -> None:
    source = Source.objects.filter(feed_url=url).first()
    if source is None:
        return tell(gettext("Source: none follows this address"))
    words = health_of(source, timezone.now()).words
    return tell(gettext("Source: {source}: {words}").format(source=source.name, words=words))


def _tell_addresses(url: str, tell: Tell) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    for address in addresses_of(host, port):
        said = (
            gettext("Address: {address}")
            if is_public(address)
            else gettext("Address: {address} (not public)")
        )
        tell(said.format(address=address))
    if f"{host}:{port}" in policy().allowed:
        tell(gettext("Allowed by setting: {host}").format(host=f"{host}:{port}"))


def _tell_document(fetched: Fetched, tell: Tell) -> None:
    tell(gettext("Type: {type}").format(type=fetched.content_type or gettext("not given")))
    said = ", ".join(declared_charsets(fetched.body, fetched.content_type)) or gettext("none")
    is_utf8 = gettext("yes") if _is_utf8(fetched.body) else gettext("no")
    tell(
        gettext("Charsets declared: {charsets}; valid UTF-8: {is_utf8}").format(
            charsets=said, is_utf8=is_utf8
        )
    )
    tell(gettext("Size: {number} bytes").format(number=f"{len(fetched.body):,}"))
    if fetched.moved_to:
        tell(gettext("Moved for good to: {address}").format(address=fetched.moved_to))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _tell_reading(reading: ReadDocument, tell: Tell) -> None:
    title = reading.title or gettext("without a title")
    tell(gettext("Feed: {title} ({version})").format(title=title, version=reading.version))
    dates = sorted(item.published_at for item in reading.items if item.published_at)
    tell(gettext("Entries: {count}, {dated} with a date").format(count=len(reading.items), dated=len(dates)))
    if dates:
        first, last = (f"{day:%Y-%m-%d}" for day in (dates[0], dates[-1]))
        tell(gettext("Dates: {first} to {last}").format(first=first, last=last))
    tell(gettext("Told apart by: {rule}").format(rule=reading.identity_rule))
    if without := sum(not item.url for item in reading.items):
        tell(gettext("Without an address, so never to be kept: {count}").format(count=without))
    for item in reading.items[:NEWEST]:
        tell(f"  {_in_a_line(item)}")
    for remark in reading.remarks:
        tell(gettext("Cut: {remark}").format(remark=remark))


def _in_a_line(item: ItemData) -> str:
    date = f"{item.published_at:%Y-%m-%d}" if item.published_at else gettext("no date").ljust(10)
    return f"{date}  {item.title[:80]}  {item.url}"


def _tell_validators(fetched: Fetched, tell: Tell) -> None:
    """Whether it keeps what it promises: asked again with its validators, nothing should have changed."""
    if not (fetched.etag or fetched.last_modified):
        return tell(gettext("Validators: none, so every check fetches the whole document"))
    request = FetchRequest(fetched.url, fetched.etag, fetched.last_modified)
    is_kept = isinstance(fetch(request, policy()), NotModified)
    none = gettext("none")
    tell(
        gettext("Validators: ETag {etag}, Last-Modified {modified}").format(
            etag=fetched.etag or none, modified=fetched.last_modified or none
        )
    )
    if is_kept:
        return tell(gettext("Asked again with them: not modified"))
    return tell(gettext("Asked again with them: it sent the whole document again"))


def _tell_next_check(fetched: Fetched, reading: ReadDocument, now: datetime, tell: Tell) -> None:
    gap = schedule.median_gap([item.published_at for item in reading.items if item.published_at])
    check = schedule.after_success(
        now,
        schedule.interval(gap),
        asked_for=max(filter(None, [fetched.fresh_for, reading.refresh_after]), default=None),
        skip_hours=reading.skip_hours,
        chance=0.5,
    )
    tell(
        gettext("Next check: {time} after a success. {why}").format(
            time=schedule.wait_in_words(check.at - now), why=check.why
        )
    )
