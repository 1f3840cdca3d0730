"""Finding a site's feeds from any of its addresses, through the one safe fetcher."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from urllib.parse import urljoin, urlsplit

from django.utils import timezone
from django.utils.translation import gettext

from recalibrate.outbound.errors import (
    AddressRefused,
    FaultKind,
    FetchError,
    Refused,
    RemoteError,
    TimedOut,
    TooLarge,
)
from recalibrate.outbound.fetch import fetch as fetch_document
from recalibrate.outbound.site_policy import policy
from recalibrate.outbound.types import Fetched, FetchRequest, NotModified
from recalibrate.text.clean import clean_line

from ..pipeline.autodiscovery import Announced, announced, linked_feeds, page_title, sent_on, usual_places
from ..pipeline.charset import decoded
from ..pipeline.parse_errors import ParseError
from ..pipeline.types import ItemData, ReadDocument
from ..refreshing.refresh import ReadFeed
from ..sandbox import pool

SECONDS = 10.0  # for one document: an editor waits for the answer
IN_ALL = 20.0  # for finding a feed: one place is asked after the other
PAUSE = 1.0  # between two questions to one site
NEWEST = 5  # what an editor judges a source by before it is added

SENT_ON = 2  # pages by `meta refresh`

Get = Callable[[str, float], Fetched]
Trying = Callable[[Iterable[str]], Iterator[tuple[Announced, ...]]]


@dataclass(frozen=True, slots=True)
class DiscoveredSite:
    """What there is to follow at an address."""

    url: str
    title: str
    feeds: tuple[Announced, ...]
    is_unfinished: bool = False  # time was over before every usual place had been asked


@dataclass(frozen=True, slots=True)
class FeedPreview:
    """What following a feed would bring."""

    url: str
    title: str
    newest: tuple[ItemData, ...]
    count: int
    remarks: tuple[str, ...]


def get_document(url: str, seconds: float = SECONDS) -> Fetched:
    """The document at `url`, within so many seconds; raises FeedError."""
    answer = fetch_document(FetchRequest(url), replace(policy(), total_seconds=seconds))
    if isinstance(answer, NotModified):
        raise FetchError(
            gettext("The address says that nothing has changed, although we have nothing from it.")
        )
    return answer


def discover(
    address: str,
    *,
    get: Get = get_document,
    read: ReadFeed = pool.read_feed_in_sandbox,
    pause: float = PAUSE,
    in_all: float = IN_ALL,
    now: datetime | None = None,
) -> DiscoveredSite:
    """The feeds of the site that an address belongs to; raises FeedError if no server answers there.

    The address may be a feed itself; else the page says where its feeds are; else they are looked for where
    sites usually keep them, until `in_all` seconds are over. A site without any is no error.
    """
    moment, until = now or timezone.now(), time.monotonic() + in_all
    fetched = _arrived(_first_answer(address, get, in_all), get, until)
    try:
        reading = read(fetched, now=moment)
    except ParseError as trouble:
        page = decoded(fetched.body, fetched.content_type)
        if not _is_page(page):
            raise
        offered = announced(page, fetched.url, fetched.link)
        trying = partial(_tries, get=get, read=read, pause=pause, until=until, now=moment)
        feeds = _from_the_first_alive(offered, trying)
        if not feeds:
            places = [feed.url for feed in linked_feeds(page, fetched.url)] + [*usual_places(fetched.url)]
            feeds = next(trying(dict.fromkeys(places)), ()) or offered
        if not feeds and trouble.kind is FaultKind.BROWSER_CHECK:
            raise
        is_unfinished = not feeds and time.monotonic() + pause >= until
        return DiscoveredSite(fetched.url, page_title(page), feeds, is_unfinished)
    root = urljoin(fetched.url, "/")
    return DiscoveredSite(root, _title(reading, root), (Announced(fetched.url, _title(reading, "")),))


def _first_answer(address: str, get: Get, seconds: float) -> Fetched:
    """What is at an address; where its scheme is left out, by https, or else by http."""
    url = with_scheme(address)
    try:
        return get(url, min(SECONDS, seconds))
    except (AddressRefused, Refused, TimedOut, TooLarge):
        raise
    except FetchError as trouble:
        if "://" in clean_line(address):
            raise
        try:
            return get(url.replace("https://", "http://", 1), min(SECONDS, seconds))
        except FetchError:
            raise trouble from None


def _arrived(fetched: Fetched, get: Get, until: float) -> Fetched:
    """The page that a page without content sends its readers on to."""
    for _ in range(SENT_ON):
        page = decoded(fetched.body, fetched.content_type)
        target = sent_on(page, fetched.url) if _is_page(page) else ""
        left = until - time.monotonic()
        if not target or target == fetched.url or left <= 0:
            break
        fetched = get(target, min(SECONDS, left))
    return fetched


def _from_the_first_alive(offered: tuple[Announced, ...], trying: Trying) -> tuple[Announced, ...]:
    """What is announced, without those at the top that are dead. Those further down no editor waits for."""
    for place, feed in enumerate(offered):
        if next(trying([feed.url]), ()):
            return offered[place:]
    return ()


def preview_feed(
    url: str,
    *,
    get: Get = get_document,
    read: ReadFeed = pool.read_feed_in_sandbox,
    now: datetime | None = None,
) -> FeedPreview:
    """The newest items of a feed, without storing any; raises FeedError for what is no feed."""
    fetched = get(url, SECONDS)
    reading = read(fetched, now=now or timezone.now())
    dated = sorted(reading.items, key=_when, reverse=True)
    return FeedPreview(url, _title(reading, ""), tuple(dated[:NEWEST]), len(dated), reading.remarks)


def with_scheme(address: str) -> str:
    """What an editor typed or pasted, as a web address: “www.example.org” is one too."""
    typed = clean_line(address)
    return typed if "://" in typed else f"https://{typed}"


def _tries(
    places: Iterable[str], *, get: Get, read: ReadFeed, pause: float, until: float, now: datetime
) -> Iterator[tuple[Announced, ...]]:
    """Those of the places that are feeds; looking ends when the time to wait is over."""
    for place in places:
        if (left := until - time.monotonic() - pause) <= 0:
            return
        time.sleep(pause)
        try:
            fetched = get(place, min(SECONDS, left))
            reading = read(fetched, now=now)
        except RemoteError:
            continue  # no feed here; the next place may have one
        yield (Announced(fetched.url, _title(reading, "")),)


def _is_page(document: str) -> bool:
    start = document[:5_000].lower()
    return "<html" in start or "<!doctype html" in start or "<head" in start


def _title(reading: ReadDocument, otherwise: str) -> str:
    return clean_line(reading.title) or (urlsplit(otherwise).hostname or "").removeprefix("www.")


def _when(item: ItemData) -> float:
    return item.published_at.timestamp() if item.published_at else 0.0
