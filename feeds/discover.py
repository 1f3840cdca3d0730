"""Finding a site's feeds from any of its addresses, through the one safe fetcher."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from django.utils import timezone

from . import sandbox
from .fetch import fetch as fetch_document
from .pipeline.announced import Announced, announced, page_title, usual_places
from .pipeline.charset import decoded
from .pipeline.clean import plain
from .pipeline.errors import FeedError, FetchError, ParseError
from .pipeline.types import Fetched, FetchRequest, ItemData, NotModified, Reading
from .refresh import Read, policy

SECONDS = 10.0  # for one document: somebody waits for the answer
PAUSE = 1.0  # between two questions to one site
NEWEST = 5

Get = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class Site:
    """What there is to follow at an address."""

    url: str
    title: str
    feeds: tuple[Announced, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What following a feed would bring."""

    url: str
    title: str
    newest: tuple[ItemData, ...]
    count: int
    remarks: tuple[str, ...]


def get(url: str) -> Fetched:
    """The document at `url`; raises FeedError."""
    answer = fetch_document(FetchRequest(url), replace(policy(), total_seconds=SECONDS))
    if isinstance(answer, NotModified):
        raise FetchError("The address says that nothing has changed, although we have nothing from it.")
    return answer


def discover(
    address: str,
    *,
    get: Get = get,
    read: Read = sandbox.read,
    pause: float = PAUSE,
    now: datetime | None = None,
) -> Site:
    """The feeds of the site that an address belongs to; raises FeedError if nobody answers there.

    The address may be a feed itself; else the page says where its feeds are; else they are looked for where
    sites usually keep them. A site without any is no error.
    """
    moment = now or timezone.now()
    fetched = get(web(address))
    try:
        reading = read(fetched, now=moment)
    except ParseError as trouble:
        page = decoded(fetched.body, fetched.content_type)
        if not _is_page(page):
            raise
        feeds = announced(page, fetched.url) or _at_usual_places(fetched.url, get, read, pause, moment)
        if not feeds and "browser check" in str(trouble):
            raise
        return Site(fetched.url, page_title(page), feeds)
    root = urljoin(fetched.url, "/")
    return Site(root, _title(reading, root), (Announced(fetched.url, _title(reading, "")),))


def preview(url: str, *, get: Get = get, read: Read = sandbox.read, now: datetime | None = None) -> Preview:
    """The newest items of a feed, without storing any; raises FeedError for what is no feed."""
    fetched = get(url)
    reading = read(fetched, now=now or timezone.now())
    dated = sorted(reading.items, key=_when, reverse=True)
    return Preview(url, _title(reading, ""), tuple(dated[:NEWEST]), len(dated), reading.remarks)


def web(address: str) -> str:
    """What somebody typed or pasted, as a web address: “www.example.org” is one too."""
    typed = plain(address)
    return typed if "://" in typed else f"https://{typed}"


def _at_usual_places(url: str, get: Get, read: Read, pause: float, now: datetime) -> tuple[Announced, ...]:
    """The first feed that is where sites usually keep them; looking ends when a time to wait is over."""
    return next(_tries(url, get, read, pause, now), ())


def _tries(url: str, get: Get, read: Read, pause: float, now: datetime) -> Iterator[tuple[Announced, ...]]:
    until = time.monotonic() + SECONDS
    for place in usual_places(url):
        if time.monotonic() > until:
            return
        time.sleep(pause)
        try:
            fetched = get(place)
            reading = read(fetched, now=now)
        except FeedError:
            continue  # no feed here; the next place may have one
        yield (Announced(fetched.url, _title(reading, "")),)


def _is_page(document: str) -> bool:
    start = document[:5_000].lower()
    return "<html" in start or "<!doctype html" in start or "<head" in start


def _title(reading: Reading, otherwise: str) -> str:
    return plain(reading.title) or (urlsplit(otherwise).hostname or "").removeprefix("www.")


def _when(item: ItemData) -> float:
    return item.published_at.timestamp() if item.published_at else 0.0
