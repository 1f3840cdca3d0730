"""Bytes → ParsedFeed. RSS, RDF and Atom through feedparser in its safe calling pattern; JSON Feed by hand."""

import io
import re
from datetime import timedelta
from typing import Any

import feedparser

from . import json_feed
from .addresses import web_address
from .charset import decoded
from .clean import escaped
from .errors import ParseError
from .guard import HEADER, tamed
from .types import Entry, Fetched, ParsedFeed

PAGE_START = 200_000  # characters of a web page that are searched for what it announces
PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8_760}

_ROOT = re.compile(r"<(?:[\w.-]{1,100}:)?([\w.-]{1,100})")
_CHALLENGES = re.compile(
    r"cf-browser-verification|cf_chl_|/cdn-cgi/challenge|Just a moment\.\.\."
    r"|Attention Required! \| Cloudflare|_Incapsula_Resource|DDoS protection by|px-captcha|awswaf",
    re.IGNORECASE,
)
_LINK = re.compile(r"<link\b[^<>]{1,3000}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"type\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']{1,2000})", re.IGNORECASE)


def parse(fetched: Fetched) -> ParsedFeed:
    """The feed in a fetched document; raises ParseError, in an editor's words, for anything else."""
    document = decoded(fetched.body, fetched.content_type)
    start = document[:1_000].lstrip("\ufeff \t\r\n")[:1]
    if not document.strip("\ufeff\0 \t\r\n"):
        raise ParseError("The address answered with an empty document.")
    if start in ("{", "["):
        return json_feed.parse(document)
    safe = tamed(document)
    root = _ROOT.match(safe.decode()[len(HEADER) :])
    if root is None or root[1].lower() == "html":
        raise _no_feed(document, fetched.url)
    parsed = _feedparser(safe)
    if not parsed.version:
        raise _no_feed(document, fetched.url)
    return ParsedFeed(
        version=parsed.version,
        title=_text(parsed.feed, "title"),
        entries=tuple(_entry(entry, is_atom=parsed.version.startswith("atom")) for entry in parsed.entries),
        language=_text(parsed.feed, "language"),
        refresh_after=_refresh_after(parsed.feed),
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
        raise ParseError("The document is so broken that it cannot be read.") from error


def _no_feed(document: str, url: str) -> ParseError:
    """What to tell an editor about a document that is none of the formats."""
    start = document[:PAGE_START]
    if _CHALLENGES.search(start):
        return ParseError(
            "The site asks for a browser check before it shows its feed. Ask its owner for another address."
        )
    links = [link for link in _LINK.findall(start) if _FEED_TYPE.search(link) and "/wp-json/" not in link]
    found = [web_address(href[1], url) for link in links if (href := _HREF.search(link))]
    announced = ", ".join(dict.fromkeys(filter(None, found[:5])))
    if announced:
        return ParseError(f"This is a web page, no feed. It announces: {announced}")
    if "<html" in start.lower() or "<body" in start.lower():
        return ParseError("This is a web page, no feed, and it announces none.")
    return ParseError("The address answers, but what it sends is no feed.")


def _entry(entry: Any, *, is_atom: bool) -> Entry:
    """`is_atom`: only Atom says truly that a title is plain; an RSS title may hold markup or not."""
    title = entry.get("title_detail") or {}
    return Entry(
        guid=_text(entry, "id").strip(),
        url=_link(entry),
        title=_text(entry, "title"),
        title_is_html=not is_atom or title.get("type") != "text/plain",
        html=_best_body(entry),
        author=_text(entry, "author"),
        # .get("updated") would fall back to published: each is asked for by name.
        published=_own(entry, "published") or _own(entry, "created"),
        updated=_own(entry, "updated"),
        language=_text(entry.get("summary_detail") or {}, "language"),
    )


def _best_body(entry: Any) -> str:
    """The longest text body, as HTML; binary content is none."""
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    return max((_as_html(detail) for detail in details), key=len, default="") or _text(entry, "summary")


def _as_html(detail: Any) -> str:
    value, media_type = _text(detail, "value"), _text(detail, "type")
    if media_type == "text/plain":
        return escaped(value)
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


def _refresh_after(channel: Any) -> timedelta | None:
    """How seldom the document itself wants to be asked for: `ttl`, or `sy:updatePeriod` and its frequency."""
    minutes = _number(_text(channel, "ttl"))
    hours = PERIODS.get(_text(channel, "sy_updateperiod").strip().lower(), 0)
    frequency = max(1, _number(_text(channel, "sy_updatefrequency")))
    longest = max(timedelta(minutes=minutes), timedelta(hours=hours) / frequency)
    return longest or None


def _number(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
