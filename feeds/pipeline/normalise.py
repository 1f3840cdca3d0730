"""ParsedFeed → ItemData. Owns every limit on what we keep."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from .addresses import canonical, web_address
from .clean import EXCERPT_WORDS, TEXT_WORDS, escaped, first_words, plain, shortened, text_of
from .dates import moment
from .types import Entry, ItemData, ParsedFeed

MAX_ENTRIES = 500
MAX_TITLE = 300
MAX_GUID = 2_000
MAX_AUTHOR = 200
IDENTITY_WORDS = 500  # characters of text that stand for an entry with neither guid nor address

_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$")


def newest(feed: ParsedFeed, *, now: datetime) -> ParsedFeed:
    """`feed` with its 500 newest entries, in its own order, and a remark if there were more."""
    count = len(feed.entries)
    if count <= MAX_ENTRIES:
        return feed
    undated = now - timedelta(days=36_500)
    dates = [moment(entry.published or entry.updated, now=now) or undated for entry in feed.entries]
    kept = sorted(sorted(range(count), key=lambda place: dates[place], reverse=True)[:MAX_ENTRIES])
    remark = f"{count} entries; only the newest {MAX_ENTRIES} were read."
    return replace(
        feed, entries=tuple(feed.entries[place] for place in kept), remarks=(*feed.remarks, remark)
    )


def normalise(feed: ParsedFeed, *, base_url: str, now: datetime) -> tuple[ItemData, ...]:
    """The feed's entries in our terms, in the document's order; an entry without any words is left out.

    A guid that the document repeats is told apart by its address from the second time on; the same entry
    given twice is kept once.
    """
    items: dict[str, ItemData] = {}
    seen: set[str] = set()
    for entry in feed.entries:
        is_repeat = bool(entry.guid) and entry.guid in seen
        item = _item(entry, feed, base_url=base_url, now=now, is_repeat=is_repeat)
        seen.add(entry.guid)
        if item.title:
            items.setdefault(item.identity, item)
    return tuple(items.values())


def _item(entry: Entry, feed: ParsedFeed, *, base_url: str, now: datetime, is_repeat: bool) -> ItemData:
    url = web_address(entry.url, base_url) if entry.url else ""
    text = first_words(text_of(entry.html), TEXT_WORDS)
    title = shortened(_title(entry) or first_words(text, 12), MAX_TITLE)
    language = entry.language or feed.language
    item = ItemData(
        identity=_digest(_identity(entry.guid, url, title, text, is_repeat=is_repeat)),
        fingerprint="",
        guid=plain(entry.guid)[:MAX_GUID],
        url=url,
        canonical_url=canonical(url),
        title=title,
        text=text,
        excerpt=first_words(text, EXCERPT_WORDS),
        author=shortened(plain(text_of(entry.author)), MAX_AUTHOR),
        language=language.lower() if _LANGUAGE.match(language) else "",
        published_at=moment(entry.published or entry.updated, now=now),
    )
    return _with_fingerprint(item)


def _title(entry: Entry) -> str:
    return text_of(entry.title if entry.title_is_html else escaped(entry.title))


def _identity(guid: str, url: str, title: str, text: str, *, is_repeat: bool) -> str:
    if guid:
        return f"{guid}|{url}" if is_repeat else guid
    return url or f"{title}|{text[:IDENTITY_WORDS]}"


def _with_fingerprint(item: ItemData) -> ItemData:
    return replace(item, fingerprint=_digest("\0".join(_kept_fields(item))))


def _kept_fields(item: ItemData) -> Iterable[str]:
    return (item.title, item.text, item.url, item.author)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
