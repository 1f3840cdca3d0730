"""Lists of sources as other feed readers write them (OPML 1.0 and 2.0). Pure: bytes in, bytes out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext

from recalibrate.outbound.errors import RemoteError
from recalibrate.text.clean import clean_line, shorten_to

from ..pipeline.addresses import web_address
from ..pipeline.charset import decoded
from ..pipeline.guard import from_first_element, tamed

MAX_BYTES = 1024 * 1024  # 500 sources take about a tenth
MAX_SOURCES = 500  # what one editor can review; each is asked once when it comes
MAX_DEPTH = 20  # folders within folders: feed readers show two or three
MAX_NAME, MAX_OFFERS, MAX_SITE = 120, 200, 500  # what a source keeps of them

NAMESPACE = "urn:recalibrate:sources"
MAX_NOTE, MAX_WORDS = 300, 2_000
TEXTS = dict.fromkeys(("licence_note", "review_note", "strategy"), MAX_NOTE)
TEXTS |= dict.fromkeys(("hide_words", "only_words"), MAX_WORDS)
TRUTHS = ("has_excerpts", "is_listed", "is_paused")

register_namespace("recalibrate", NAMESPACE)

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_ENTITY = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,30});")
_FEED_SCHEME = re.compile(r"^feed:(//)?", re.IGNORECASE)


class NotOpml(Exception):
    """The file cannot be taken in. Says why, in an editor's words."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """How one hospital treats a source. Travels in attributes of our own, which other readers pass over."""

    licence_note: str = ""
    review_note: str = ""
    hide_words: str = ""
    only_words: str = ""
    strategy: str = ""  # its slug
    has_excerpts: bool = True
    is_listed: bool = True
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class SourceOutline:
    """One source of a list. Without `feed_url` it is an entry of a directory."""

    name: str
    site_url: str = ""
    feed_url: str = ""
    offers: str = ""
    folders: tuple[str, ...] = ()  # the outermost first; also OPML's categories
    treatment: Treatment = Treatment()


@dataclass(frozen=True, slots=True)
class SourceList:
    """What a file holds, each address once, and what of it cannot be followed, in words."""

    outlines: tuple[SourceOutline, ...]
    refused: tuple[str, ...] = ()


def parse_opml(document: bytes) -> SourceList:
    """The sources in an OPML file, however nested; raises NotOpml for anything that is none."""
    if len(document) > MAX_BYTES:
        raise NotOpml(gettext("The file is larger than 1 MB. A list of sources should be smaller."))
    root = _root_of(document)
    bodies = [one for one in root if _local(one.tag) == "body"]
    if _local(root.tag) != "opml" or not (bodies or any(_local(one.tag) == "outline" for one in root)):
        raise NotOpml(
            gettext(
                "The file is not OPML. Most feed readers make one under “Export” or “Export subscriptions”."
            )
        )
    found: dict[str, SourceOutline] = {}
    refused: list[str] = []
    for body in [root, *bodies]:  # some write no body
        _walk(body, found, refused)
    if len(found) > MAX_SOURCES:
        raise NotOpml(
            gettext("The file lists %(count_found)s sources. You can bring in %(max_sources)s at a time.")
            % {"count_found": len(found), "max_sources": MAX_SOURCES}
        )
    return SourceList(tuple(found.values()), tuple(refused))


def _root_of(document: bytes) -> Element:
    """The first element, read as patiently as a file from anywhere asks for."""
    try:
        text = decoded(document, "")
    except RemoteError as error:
        raise NotOpml(str(error)) from error
    inner = from_first_element(text)
    before = text[: len(text) - len(inner)]
    if "<!entity" in before.lower() or "file:" in before.lower():
        raise NotOpml(gettext("The file defines its own entities, which a list of sources never needs."))
    try:
        return fromstring(tamed(_ENTITY.sub(_character, inner)), forbid_dtd=True)
    except ParseError as error:
        line = error.position[0] + before.count("\n")
        raise NotOpml(
            gettext(
                "The file cannot be read as OPML: line %(line)s is broken. Export it again from your feed reader."
            )
            % {"line": line}
        ) from error
    except (DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise NotOpml(
            gettext("The file cannot be read as OPML. Export it again from your feed reader.")
        ) from error


def _character(match: re.Match[str]) -> str:
    """What HTML calls a character by, which XML does not know."""
    return match[0] if match[1] in ("amp", "lt", "gt", "quot", "apos") else unescape(match[0])


def _local(tag: str) -> str:
    """An element's name in any namespace and any case."""
    return tag.rpartition("}")[2].lower()


def _walk(body: Element, found: dict[str, SourceOutline], refused: list[str]) -> None:
    """Depth first, in the file's order. A loop, since a hostile file may be nested without end."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(one, ()) for one in reversed(body)]
    while waiting:
        element, folders = waiting.pop()
        if _local(element.tag) != "outline":
            continue
        attributes = {name.lower(): clean_line(unescape(value)) for name, value in element.attrib.items()}
        name = attributes.get("title") or attributes.get("text") or ""
        if len(element) and len(folders) < MAX_DEPTH:
            inner = (*folders, shorten_to(name, MAX_NAME)) if name else folders
            waiting += [(one, inner) for one in reversed(element)]
        _take(attributes, name, folders, found, refused)


def _take(
    attributes: dict[str, str],
    name: str,
    folders: tuple[str, ...],
    found: dict[str, SourceOutline],
    refused: list[str],
) -> None:
    is_feed = attributes.get("type", "").lower() in ("rss", "atom", "feed")
    given = attributes.get("xmlurl") or (attributes.get("url", "") if is_feed else "")
    is_link = attributes.get("type", "").lower() == "link"
    site_url = web_address(attributes.get("htmlurl") or (attributes.get("url", "") if is_link else ""))
    feed_url = web_address(_FEED_SCHEME.sub(_web_scheme, given))
    if given and not feed_url:
        refused.append(gettext("%(name)s: we cannot follow its address.") % {"name": name or given[:80]})
    if not feed_url and (given or not site_url):
        return
    found.setdefault(
        feed_url or site_url,
        SourceOutline(
            name=shorten_to(name or (feed_url or site_url), MAX_NAME),
            site_url=site_url if len(site_url) <= MAX_SITE else "",
            feed_url=feed_url,
            offers=shorten_to(attributes.get("description", ""), MAX_OFFERS),
            folders=tuple(dict.fromkeys((*folders, *_categories(attributes.get("category", ""))))),
            treatment=_treatment(attributes),
        ),
    )


def _web_scheme(match: re.Match[str]) -> str:
    """`feed://a.example` is http, and `feed:https://a.example` what it says."""
    return "http://" if match[1] else ""


def _treatment(attributes: dict[str, str]) -> Treatment:
    """What is said in attributes of our own; what is not said is as for any new source."""
    given = {name: attributes[key] for name in (*TEXTS, *TRUTHS) if (key := _key(name)) in attributes}
    read: dict[str, Any] = {
        name: shorten_to(value, TEXTS[name]) if name in TEXTS else value == "yes"
        for name, value in given.items()
    }
    return Treatment(**read)


def _said(treatment: Treatment) -> dict[str, str]:
    """The other way round; only what is not as for any new source."""
    usual = Treatment()
    said = {}
    for name in (*TEXTS, *TRUTHS):
        value = getattr(treatment, name)
        if value != getattr(usual, name):
            said[_key(name)] = value if name in TEXTS else ("yes" if value else "no")
    return said


def _key(name: str) -> str:
    return f"{{{NAMESPACE}}}{name.replace('_', '-')}"


def _categories(value: str) -> tuple[str, ...]:
    """“/Boston/Weather,/News” as its last words: Weather, News."""
    last = (one.strip().rstrip("/").rpartition("/")[2] for one in value.split(","))
    return tuple(filter(None, last))


def write_opml(title: str, outlines: Iterable[SourceOutline]) -> bytes:
    """An OPML 2.0 file that parse() reads back as it was."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = _xml(title)
    body = SubElement(root, "body")
    for outline in outlines:
        named = {
            "type": "rss" if outline.feed_url else "link",
            "text": outline.name,
            "title": outline.name,
            "xmlUrl": outline.feed_url,
            "htmlUrl": outline.site_url,
            "url": "" if outline.feed_url else outline.site_url,
            "description": outline.offers,
            "category": ",".join(f"/{folder}" for folder in outline.folders),
            **_said(outline.treatment),
        }
        SubElement(body, "outline", {key: _xml(value) for key, value in named.items() if value})
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
