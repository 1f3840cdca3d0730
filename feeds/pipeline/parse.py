"""Bytes → ParsedFeed. RSS, RDF and Atom through feedparser in its safe calling pattern; JSON Feed by hand."""

import io
import re
from datetime import timedelta
from typing import Any

import feedparser

from . import json_feed
from .errors import ParseError
from .guard import tamed
from .types import Entry, Fetched, ParsedFeed

MAX_ENTRIES = 500

CHALLENGES = re.compile(
    rb"cf-browser-verification|cf_chl_|/cdn-cgi/challenge|Just a moment\.\.\.|Attention Required! \| Cloudflare"
    rb"|_Incapsula_Resource|DDoS protection by|px-captcha|awswaf",
    re.IGNORECASE,
)
_FEED_LINK = re.compile(
    rb"<link\b[^>]*?type\s*=\s*[\"']?application/(?:rss|atom|feed)\+(?:xml|json)[^>]*>", re.IGNORECASE
)
_HREF = re.compile(rb"href\s*=\s*[\"']([^\"']{1,2000})", re.IGNORECASE)


def parse(fetched: Fetched) -> ParsedFeed:
    """The feed in a fetched document; raises ParseError, in an editor's words, for anything else."""
    body = fetched.body
    if not body.strip():
        raise ParseError("The address answered with an empty document.")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return json_feed.parse(body)
    _refuse_web_page(body)
    parsed = _feedparser(body, fetched)
    if not parsed.version:
        raise ParseError("The address answers, but what it sends is no feed.")
    entries = tuple(_entry(entry) for entry in parsed.entries[:MAX_ENTRIES])
    remarks: tuple[str, ...] = ()
    if len(parsed.entries) > MAX_ENTRIES:
        remarks = (f"{len(parsed.entries)} entries; only the first {MAX_ENTRIES} were read.",)
    return ParsedFeed(
        version=parsed.version,
        title=_text(parsed.feed, "title"),
        entries=entries,
        language=_text(parsed.feed, "language"),
        refresh_after=_ttl(_text(parsed.feed, "ttl")),
        remarks=remarks,
    )


def _feedparser(body: bytes, fetched: Fetched) -> Any:
    # Never parse(bytes): feedparser would first try to open them as a file or an address.
    # A bare text/xml means us-ascii to it, so the media type is passed on only with its charset.
    # The address is not: feedparser would resolve guids against it, and a move to https change every one.
    media_type = fetched.content_type if "charset" in fetched.content_type else "application/xml"
    if _is_utf8(body):
        media_type = "application/xml; charset=utf-8"
    try:
        return feedparser.parse(
            io.BytesIO(tamed(body)),
            response_headers={"content-type": media_type},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (RecursionError, UnicodeError, ValueError, AssertionError, LookupError) as error:
        raise ParseError("The document is so broken that it cannot be read.") from error


def _is_utf8(body: bytes) -> bool:
    """Valid UTF-8 beats whatever charset is declared."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_web_page(body: bytes) -> None:
    start = body[:100_000].lower()
    if b"<rss" in start or b"<feed" in start or b"<rdf:rdf" in start or b":feed" in start or b"<html" not in start:
        return
    if CHALLENGES.search(body[:200_000]):
        raise ParseError("The site asks for a browser check before it shows its feed. Ask its owner for another address.")
    found = [href[1].decode("utf-8", "replace") for link in _FEED_LINK.findall(body) if (href := _HREF.search(link))]
    if found:
        raise ParseError(f"This is a web page, no feed. It announces: {', '.join(found[:5])}")
    raise ParseError("This is a web page, no feed, and it announces none.")


def _entry(entry: Any) -> Entry:
    title = entry.get("title_detail") or {}
    return Entry(
        guid=_text(entry, "id"),
        url=_link(entry),
        title=_text(entry, "title"),
        title_is_html=title.get("type") != "text/plain",
        html=_best_body(entry),
        author=_text(entry, "author"),
        # .get("updated") would fall back to published: both are asked for by name.
        published=dict.get(entry, "published") or dict.get(entry, "created") or "",
        updated=dict.get(entry, "updated") or "",
        language=str((entry.get("summary_detail") or {}).get("language") or ""),
    )


def _best_body(entry: Any) -> str:
    """The longest text body; media descriptions and binary content are none."""
    bodies = [part.get("value", "") for part in entry.get("content", ()) if str(part.get("type", "")).startswith("text/")
              or part.get("type") == "application/xhtml+xml"]  # fmt: skip
    return max([*bodies, _text(entry, "summary")], key=len)


def _link(entry: Any) -> str:
    """The address as the document gives it, resolved against the document's own `xml:base` only."""
    return _text(entry, "link") or (_text(entry, "id") if entry.get("guidislink") else "")


def _text(source: Any, name: str) -> str:
    value = source.get(name)
    return value if isinstance(value, str) else ""


def _ttl(text: str) -> timedelta | None:
    return timedelta(minutes=int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else None
