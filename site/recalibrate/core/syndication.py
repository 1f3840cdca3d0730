"""What we publish for feed readers: one description of an entry, written as RSS 2.0 or Atom.

Ids are `tag:` URIs (RFC 4151) made of the authority fixed at installation and the page's UUID: they survive
a rename, a move, a republish and a change of domain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from io import StringIO
from typing import Literal
from uuid import UUID
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

Format = Literal["xml", "atom"]

CONTENT_TYPE = "application/xml; charset=utf-8"  # the type that browsers show styled (READER.md 1.3)
TTL_MINUTES = 60
TAG_YEAR = 2026

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing as subscribers get it. `html` is complete and its addresses are absolute."""

    uuid: UUID
    kind: str
    url: str
    title: str
    summary: str
    html: str
    published_at: datetime
    updated_at: datetime
    contributors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...] = ()  # (slug, label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndication:
    """A list of entries, newest first, with what describes the list."""

    key: str
    title: str
    description: str
    page_url: str
    self_url: str
    authority: str
    changed_at: datetime
    stylesheet_url: str
    help_url: str
    categories_url: str
    entries: Sequence[Entry]

    @property
    def updated_at(self) -> datetime:
        return max((entry.updated_at for entry in self.entries), default=self.changed_at)

    @property
    def id(self) -> str:
        return f"tag:{self.authority},{TAG_YEAR}:feed:{self.key}"

    def entry_id(self, entry: Entry) -> str:
        return f"tag:{self.authority},{TAG_YEAR}:{entry.kind}:{entry.uuid}"


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold, escaped or not."""
    return _NOT_XML.sub("", text)


class Document:
    """An XML document in the making. Empty texts leave no element."""

    def __init__(self, stylesheet_url: str) -> None:
        self._out = StringIO()
        self._xml = SimplerXMLGenerator(self._out, "utf-8")
        self._xml.startDocument()
        self._xml.processingInstruction("xml-stylesheet", f'href="{stylesheet_url}" type="text/css"')

    def open(self, name: str, **attributes: str) -> None:
        named = {_name(key): xml_text(value) for key, value in attributes.items()}
        self._xml.startElement(name, AttributesImpl(named))

    def close(self, name: str) -> None:
        self._xml.endElement(name)

    def element(self, name: str, text: str = "", **attributes: str) -> None:
        if text or attributes:
            self.open(name, **attributes)
            self.text(text)
            self.close(name)

    def text(self, text: str) -> None:
        self._xml.characters(xml_text(text))

    def finish(self) -> str:
        self._xml.endDocument()
        return self._out.getvalue()


def _name(key: str) -> str:
    return key.replace("__", ":").rstrip("_")


def _banner(document: Document, syndication: Syndication, prefix: str) -> None:
    """A line for people who open the feed in a browser.

    RSS wants XHTML under the prefix `xhtml:`; in Atom the validator frowns on any prefix.
    """
    declaration = f"xmlns__{prefix.rstrip(':')}" if prefix else "xmlns"
    document.open(f"{prefix}div", **{declaration: "http://www.w3.org/1999/xhtml"})
    document.element(f"{prefix}h1", "This is a web feed")
    document.open(f"{prefix}p")
    document.text("Copy this page’s address into a feed reader, and new entries come to you. ")
    document.element(f"{prefix}a", "What a feed is, and all of ours", href=syndication.help_url)
    document.close(f"{prefix}p")
    document.close(f"{prefix}div")


def rss(syndication: Syndication) -> str:
    """RSS 2.0 by the RSS Advisory Board's profile, with the full text in `content:encoded`."""
    document = Document(syndication.stylesheet_url)
    document.open(
        "rss",
        version="2.0",
        xmlns__atom="http://www.w3.org/2005/Atom",
        xmlns__content="http://purl.org/rss/1.0/modules/content/",
        xmlns__dc="http://purl.org/dc/elements/1.1/",
    )
    document.open("channel")
    document.element("title", syndication.title)
    document.element("link", syndication.page_url)
    document.element("description", syndication.description)
    document.element("language", "en-gb")
    document.element("lastBuildDate", format_datetime(_utc(syndication.updated_at)))
    document.element("ttl", str(TTL_MINUTES))
    document.element("docs", "https://www.rssboard.org/rss-specification")
    document.element("generator", "Recalibrate")
    document.element("atom:link", href=syndication.self_url, rel="self", type="application/rss+xml")
    _banner(document, syndication, "xhtml:")
    for entry in syndication.entries:
        _rss_item(document, syndication, entry)
    document.close("channel")
    document.close("rss")
    return document.finish()


def _rss_item(document: Document, syndication: Syndication, entry: Entry) -> None:
    document.open("item")
    document.element("title", entry.title)
    document.element("link", entry.url)
    document.element("guid", syndication.entry_id(entry), isPermaLink="false")
    document.element("pubDate", format_datetime(_utc(entry.published_at)))
    for name in entry.contributors:
        document.element("dc:creator", name)
    for slug, _label in entry.categories:
        document.element("category", slug, domain=syndication.categories_url)
    document.element("description", entry.summary)
    document.element("content:encoded", entry.html)
    document.close("item")


def atom(syndication: Syndication) -> str:
    """Atom (RFC 4287) with the full text as HTML content."""
    document = Document(syndication.stylesheet_url)
    document.open("feed", xmlns="http://www.w3.org/2005/Atom", xml__lang="en-GB")
    document.element("title", syndication.title)
    document.element("subtitle", syndication.description)
    document.element("id", syndication.id)
    document.element("updated", _utc(syndication.updated_at).isoformat())
    document.element("generator", "Recalibrate")
    document.element("link", rel="self", type="application/atom+xml", href=syndication.self_url)
    document.element("link", rel="alternate", type="text/html", href=syndication.page_url)
    _banner(document, syndication, "")
    for entry in syndication.entries:
        _atom_entry(document, syndication, entry)
    document.close("feed")
    return document.finish()


def _atom_entry(document: Document, syndication: Syndication, entry: Entry) -> None:
    document.open("entry")
    document.element("title", entry.title)
    document.element("id", syndication.entry_id(entry))
    document.element("link", rel="alternate", type="text/html", href=entry.url)
    document.element("published", _utc(entry.published_at).isoformat())
    document.element("updated", _utc(max(entry.updated_at, entry.published_at)).isoformat())
    for name in entry.contributors:
        document.open("author")
        document.element("name", name)
        document.close("author")
    for slug, label in entry.categories:
        document.element("category", term=slug, scheme=syndication.categories_url, label=label)
    document.element("summary", entry.summary)
    document.element("content", entry.html, type="html")
    document.close("entry")


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


WRITERS: dict[Format, Callable[[Syndication], str]] = {"xml": rss, "atom": atom}
