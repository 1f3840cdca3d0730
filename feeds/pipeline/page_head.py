"""What a web page says of itself in its head: title, description, date, language and site. Pure."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from urllib.parse import urlsplit

from recalibrate.outbound.challenge import is_challenge
from recalibrate.outbound.types import Fetched
from recalibrate.text.clean import clean_line, escape_text, with_known_tags
from recalibrate.translation import gettext, gettext_noop

from .addresses import web_address
from .autodiscovery import attributes_of
from .charset import decoded
from .normalise import normalise
from .parse_errors import ParseError
from .types import ParsedEntry, ParsedFeed, ReadDocument

LOOKED_AT = 300_000  # characters of a page
NO_PAGE = gettext_noop("This is a file, not a web page, so we cannot read its title. Give it one here.")
NOT_SHOWN = gettext_noop("The site asks for a browser check before it shows the page. Give the title here.")
UNTITLED = gettext_noop("The page says neither its title nor what it is about. Give it a title here.")

TITLES = ("og:title", "twitter:title", "citation_title", "dc.title")
DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
DATES = (
    *("article:published_time", "citation_publication_date", "dc.date.issued", "dcterms.issued", "dc.date"),
    *("dcterms.date", "date", "pubdate", "publishdate", "datepublished", "og:published_time"),
)
SITES = ("og:site_name", "application-name", "citation_journal_title")
AUTHORS = ("author", "citation_author", "dc.creator")

# Possessive: what stands in quotes may hold anything, and nothing is looked at twice.
_TAG = r"""<{}\b((?:[^<>"']++|"[^"]{{0,2000}}+"|'[^']{{0,2000}}+')*+)>"""
_META = re.compile(_TAG.format("meta"), re.IGNORECASE)
_LINK = re.compile(_TAG.format("link"), re.IGNORECASE)
_HTML = re.compile(r"<html\b([^<>]{0,2000})>", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,1000})", re.IGNORECASE)
_TIME = re.compile(r"<time\b([^<>]{1,500})>", re.IGNORECASE)
_DATE_PUBLISHED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')


def read_page_head(fetched: Fetched, *, now: datetime) -> ReadDocument:
    """The page as one item, and its site's name as title; raises ParseError for what is no page."""
    page = decoded(fetched.body, fetched.content_type)[:LOOKED_AT]
    if not is_page(page):
        raise ParseError(gettext(NO_PAGE))
    if is_challenge({}, page):
        raise ParseError(gettext(NOT_SHOWN))
    said = dict(_metas(page))
    entry = ParsedEntry(
        url=_address(page, fetched.url),
        title=_first(said, TITLES) or _titled(page),
        title_is_html=False,
        html=with_known_tags(_first(said, DESCRIPTIONS)),
        author=_first(said, AUTHORS),
        published=_published(page, said),
        language=next(
            (attributes_of(match[1]).get("lang", "") for match in [_HTML.search(page)] if match), ""
        ),
    )
    site = _first(said, SITES) or (urlsplit(entry.url).hostname or "").removeprefix("www.")
    feed = ParsedFeed(version="page", title=escape_text(site), entries=(entry,))
    reading = normalise(feed, base_url=fetched.url, now=now, rule="address")
    if not reading.items:
        raise ParseError(gettext(UNTITLED))
    return reading


def is_page(document: str) -> bool:
    start = document[:5_000].lower()
    return "<html" in start or "<!doctype html" in start or "<head" in start


def _metas(page: str) -> Iterator[tuple[str, str]]:
    """Name and content of each; the first of a name counts, so they come in reverse."""
    for match in reversed(list(_META.finditer(page))):
        attributes = attributes_of(match[1])
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop", "")
        if name and attributes.get("content"):
            yield name.lower(), attributes["content"]


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if name in said), "")


def _titled(page: str) -> str:
    found = _TITLE.search(page)
    return clean_line(unescape(found[1])) if found else ""


def _published(page: str, said: dict[str, str]) -> str:
    if written := _first(said, DATES):
        return written.replace("/", "-") if re.match(r"\d{4}/", written) else written
    if found := _DATE_PUBLISHED.search(page):
        return found[1]
    times = (attributes_of(match[1]) for match in _TIME.finditer(page))
    return next((one["datetime"] for one in times if "datetime" in one), "")


def _address(page: str, url: str) -> str:
    """The page's own idea of its address, if it is one of the same site; else where it was found."""
    for match in _LINK.finditer(page):
        attributes = attributes_of(match[1])
        if attributes.get("rel", "").lower() == "canonical":
            named = web_address(attributes.get("href", ""), url)
            return named if named and urlsplit(named).hostname == urlsplit(url).hostname else url
    return url
