"""Feeds as one file that a feed reader imports (OPML 2.0)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from recalibrate.core.syndication import syndicated_text
from recalibrate.core.syndication.description import utc


@dataclass(frozen=True, slots=True)
class OpmlOutline:
    title: str
    feed_url: str
    page_url: str
    description: str = ""


def opml(title: str, changed_at: datetime, groups: Iterable[tuple[str, Iterable[OpmlOutline]]]) -> bytes:
    """Every group a folder; a group without a name puts its feeds at the top."""
    root = Element("opml", version="2.0")
    head = SubElement(root, "head")
    SubElement(head, "title").text = syndicated_text(title)
    SubElement(head, "dateModified").text = format_datetime(utc(changed_at))
    SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    body = SubElement(root, "body")
    for name, outlines in groups:
        folder = SubElement(body, "outline", text=syndicated_text(name)) if name else body
        for outline in outlines:
            SubElement(folder, "outline", _attributes(outline))
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _attributes(outline: OpmlOutline) -> dict[str, str]:
    named = {
        "type": "rss",
        "text": outline.title,
        "title": outline.title,
        "xmlUrl": outline.feed_url,
        "htmlUrl": outline.page_url,
        "description": outline.description,
        "language": "en-gb",
    }
    return {name: syndicated_text(value) for name, value in named.items() if value}
