"""Bytes → ParsedFeed. RSS, RDF and Atom through feedparser in its safe calling pattern; JSON Feed by hand."""

import io
import re
from contextlib import suppress
from functools import partial
from typing import Any

import feedparser

from recalibrate.outbound.challenge import CHALLENGED, LOOKED_AT, is_challenge
from recalibrate.outbound.errors import FaultKind
from recalibrate.outbound.types import Fetched
from recalibrate.text.clean import verbatim
from recalibrate.translation import gettext

from . import json_feed, xml_feed
from .addresses import web_address
from .charset import decoded
from .each import convert_each
from .guard import for_feedparser, from_first_element, tamed
from .parse_errors import NoFeed, ParseError
from .timing import refresh_after
from .types import ParsedEntry, ParsedFeed

_ROOT = re.compile(r"<(?:[\w.-]{1,100}:)?([\w.-]{1,100})")
_LINK = re.compile(r"<link\b[^<>]{1,3000}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"type\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']{1,2000})", re.IGNORECASE)


def parse_feed(fetched: Fetched) -> ParsedFeed:
    """The feed in a fetched document; raises ParseError, in an editor's words, for anything else."""
    document = decoded(fetched.body, fetched.content_type)
    start = document[:1_000].lstrip("\ufeff \t\r\n")[:1]
    if not document.strip("\ufeff\0 \t\r\n"):
        raise ParseError(gettext("The address answered with an empty document."))
    if start in ("{", "["):
        return json_feed.parse_json_feed(document)
    root = from_first_element(document)
    name = _ROOT.match(root)
    if name is None or name[1].lower() == "html":
        raise _no_feed(document, fetched.url)
    feed = _xml_feed(root)
    if feed is None:
        raise _no_feed(document, fetched.url)
    return feed


def _xml_feed(document: str) -> ParsedFeed | None:
    """The feed in a document that begins with an element, as patiently as it takes."""
    with suppress(xml_feed.NotWellFormed):
        return xml_feed.parse_xml_feed(document)
    legal = tamed(document)
    with suppress(xml_feed.NotWellFormed):
        return xml_feed.parse_xml_feed(legal)
    parsed = _feedparser(for_feedparser(legal))
    if not parsed.version:
        return None
    is_atom = parsed.version.startswith("atom")
    entries, lost = convert_each(parsed.entries, partial(_entry, is_atom=is_atom))
    period, frequency = (_text(parsed.feed, f"sy_update{name}") for name in ("period", "frequency"))
    return ParsedFeed(
        version=parsed.version,
        title=_text(parsed.feed, "title"),
        entries=entries,
        language=_text(parsed.feed, "language"),
        refresh_after=refresh_after(_text(parsed.feed, "ttl"), period, frequency),
        lost=lost,
    )


def _feedparser(document: bytes) -> Any:
    # Never parse(bytes): feedparser would first try to open them as a file or an address.
    # It is not told the address: it would resolve guids against it, and a move to https change every one.
    try:
        return feedparser.parse(
            io.BytesIO(document),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (RecursionError, ValueError, AssertionError, LookupError) as error:
        raise ParseError(gettext("The document is so broken that it cannot be read.")) from error


def _no_feed(document: str, url: str) -> ParseError:
    """What to tell an editor about a document that is none of the formats."""
    start = document[:LOOKED_AT]
    if is_challenge({}, start):
        return ParseError(gettext(CHALLENGED), kind=FaultKind.BROWSER_CHECK)
    links = [link for link in _LINK.findall(start) if _FEED_TYPE.search(link) and "/wp-json/" not in link]
    found = [web_address(href[1], url) for link in links if (href := _HREF.search(link))]
    announced = ", ".join(dict.fromkeys(filter(None, found[:5])))
    if announced:
        return NoFeed(
            gettext("This is a web page, not a feed. It announces: {announced}").format(announced=announced)
        )
    if "<html" in start.lower() or "<body" in start.lower():
        return NoFeed(gettext("This is a web page, not a feed, and it announces none."))
    return NoFeed(gettext("The address answers, but what it sends is not a feed."))


def _entry(entry: Any, *, is_atom: bool) -> ParsedEntry:
    """`is_atom`: only Atom says truly that a title is plain; an RSS title may hold markup or not."""
    title = entry.get("title_detail") or {}
    enclosure = next(iter(entry.get("enclosures", ())), {})
    return ParsedEntry(
        guid=_text(entry, "id").strip(),
        url=_link(entry),
        title=_text(entry, "title"),
        title_is_html=not is_atom or title.get("type") != "text/plain",
        html=_best_body(entry),
        summary=_as_html(entry.get("summary_detail") or {}),
        also=tuple(map(_as_html, entry.get("content", ()))),
        author=_text(entry, "author"),
        # .get("updated") would fall back to published: each is asked for by name.
        published=_own(entry, "published") or _own(entry, "created"),
        updated=_own(entry, "updated"),
        language=_text(entry.get("summary_detail") or {}, "language"),
        categories=tuple(filter(None, (_text(tag, "term") for tag in entry.get("tags", ())))),
        image=next((_text(image, "url") for image in entry.get("media_thumbnail", ())), ""),
        enclosure=_text(enclosure, "href"),
        enclosure_type=_text(enclosure, "type"),
    )


def _best_body(entry: Any) -> str:
    """The longest text body, as HTML; binary content is none."""
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    return max((_as_html(detail) for detail in details), key=len, default="") or _text(entry, "summary")


def _as_html(detail: Any) -> str:
    value, media_type = _text(detail, "value"), _text(detail, "type")
    if media_type == "text/plain":
        return verbatim(value)
    return value if media_type in ("text/html", "application/xhtml+xml", "") else ""


def _link(entry: Any) -> str:
    """The address as the document gives it; the one before a counting redirect, where that is told."""
    link = _text(entry, "feedburner_origlink") or _text(entry, "link")
    # Without a link, feedparser takes the guid for one, whatever it looks like.
    is_guid = bool(entry.get("guidislink")) and link == _text(entry, "id")
    return "" if is_guid and not link.startswith(("http://", "https://")) else link


def _text(source: Any, name: str) -> str:
    value = source.get(name)
    return value if isinstance(value, str) else ""


def _own(entry: Any, name: str) -> str:
    value = dict.get(entry, name)
    return value if isinstance(value, str) else ""
