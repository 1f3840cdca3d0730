"""A link that an editor pasted, as an item ready to decide on. Fetched by the one safe fetcher."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.addresses import absolute
from recalibrate.outbound.errors import RemoteError
from recalibrate.outbound.types import Fetched
from recalibrate.text.clean import shorten_to

from ..models import Item, Source
from ..models.item import MAX_PUBLISHER
from ..pipeline.addresses import canonical, web_address
from ..pipeline.normalise import normalise
from ..pipeline.parse_errors import ParseError
from ..pipeline.types import ParsedEntry, ParsedFeed, ReadDocument
from ..sandbox import pool
from ..sources.discover import get_document, with_scheme

PASTED = "pasted-links"
NO_ADDRESS = _("That is not the address of a web page. It should look like https://www.example.org/page.")


class ReadPage(Protocol):
    def __call__(self, fetched: Fetched, *, now: datetime) -> ReadDocument: ...


@dataclass(frozen=True, slots=True)
class Pasted:
    """The item that a link stands for; `is_new` unless an editor pasted it, or a source brought it, before."""

    item: Item
    is_new: bool


def item_for_link(
    address: str,
    *,
    title: str = "",
    get: Callable[[str], Fetched] = get_document,
    read: ReadPage = pool.read_page_in_sandbox,
    now: datetime | None = None,
) -> Pasted:
    """The item for an address, made if there is none; raises FeedError, in words, if it cannot be read.

    With a title, a page that cannot be read is taken as it is: the editor has seen it.
    """
    moment = now or timezone.now()
    url = web_address(with_scheme(address))
    if not url:
        raise ParseError(str(NO_ADDRESS))
    if known := _known(url):
        return _awake(known)
    try:
        reading = read(get(url), now=moment)
    except RemoteError:
        if not title.strip():
            raise
        reading = _by_hand(url, title, moment)
    (data,) = reading.items
    if known := _known(data.url, url):
        return _awake(known)
    return _store(reading, moment)


def _by_hand(url: str, title: str, now: datetime) -> ReadDocument:
    entry = ParsedEntry(url=url, title=title, title_is_html=False)
    return normalise(ParsedFeed("page", _host(url), (entry,)), base_url=url, now=now, rule="address")


def _known(*urls: str) -> Item | None:
    """The item that has one of these addresses; of a story told by several, the one that is decided on."""
    found = Item.objects.filter(canonical_url__in={canonical(url) for url in urls})
    item = found.select_related("story").order_by("pk").first()
    return item and (item.story or item)


def _awake(item: Item) -> Pasted:
    """An editor who pastes a link wants to see it: neither its age nor a word filter keeps it from them."""
    if item.expired_at or item.hidden_by:
        item.expired_at, item.hidden_by = None, ""
        item.save(update_fields=["expired_at", "hidden_by"])
    return Pasted(item, is_new=False)


def _store(reading: ReadDocument, now: datetime) -> Pasted:
    """In no feed from the first: what no editor decides on expires like all that has left its feed."""
    (data,) = reading.items
    source = _source_of(data.url)
    item, is_new = Item.objects.get_or_create(
        source=source,
        identity=data.identity,
        defaults={
            "fingerprint": data.fingerprint,
            "url": data.url,
            "canonical_url": data.canonical_url,
            "title": data.title,
            "text": data.text,
            "excerpt": data.excerpt,
            "author": data.author,
            "language": data.language,
            "published_at": data.published_at,
            "has_doubtful_date": data.has_doubtful_date,
            "publisher": "" if source.slug != PASTED else shorten_to(reading.title, MAX_PUBLISHER),
            "first_seen_at": now,
            "left_feed_at": now,
            "sorted_at": now,
        },
    )
    return Pasted(item, is_new)


def _source_of(url: str) -> Source:
    """The source whose site it is, so that its terms hold; else the one that stands for every other site.

    Of a site whose terms no editor has looked at we show no excerpts.
    """
    host = _host(url)
    others = Source.objects.exclude(slug=PASTED).filter(site_url__icontains=host).order_by("pk")
    if source := next((source for source in others if _host(source.site_url) == host), None):
        return source
    pasted, _ = Source.objects.get_or_create(
        slug=PASTED,
        defaults={
            "name": gettext("Pasted links"),
            "site_url": absolute("/"),
            "offers": gettext("Single pages that editors found elsewhere."),
            "has_excerpts": False,
        },
    )
    return pasted


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
