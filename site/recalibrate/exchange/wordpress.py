"""WordPress's own export: WXR, an RSS file with a namespace of its own (Tools, Export)."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from . import short_codes
from .archive import ArchiveRefused
from .footnotes import without_footnotes
from .foreign_tree import title_text
from .imported_post import Arriving, LeftOut, Said
from .short_codes import Attachment
from .xml_mending import Channel, read_channel

MOST_BYTES = 200 * 1024**2  # a blog of ten years, read whole
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
REMARKS = {
    "draft": gettext_noop("It was a draft there."),
    "private": gettext_noop("It was private there: ask before you publish it."),
    "pending": gettext_noop("It waited for review there."),
    "future": gettext_noop("It was scheduled there."),
}
AS_DRAFT = {"publish", *REMARKS}
WAS_SHOWN = {"publish", "private"}
# What a site is run with. None of it is anybody's writing; one line says how many of each.
NEVER = {
    "custom_css": gettext_noop("style sheets"),
    "customize_changeset": gettext_noop("settings of the theme"),
    "nav_menu_item": gettext_noop("entries of menus"),
    "oembed_cache": gettext_noop("copies of embeds"),
    "revision": gettext_noop("older versions"),
    "wp_global_styles": gettext_noop("settings of the theme"),
    "wp_navigation": gettext_noop("menus"),
    "wp_template": gettext_noop("templates"),
    "wp_template_part": gettext_noop("templates"),
}
_REUSED = re.compile(r"<!-- wp:block \{\"ref\":(\d{1,12})[^<>]{0,200}?/-->")


@dataclass(frozen=True, slots=True)
class _Site:
    """What the items of one file share."""

    names: Mapping[str, str]  # of authors, by log-in
    attachments: Mapping[str, Attachment]
    reused: Mapping[str, str]  # blocks that stand in several posts, by number


def read_wxr(content: bytes) -> Iterator[Arriving | LeftOut | Said]:
    """What a WXR file holds; raises ArchiveRefused for what is none, or defends itself."""
    channel = _channel(content)
    yield from map(Said, channel.mended)
    yield from channel.broken
    site = _Site(
        {_say(a, "author_login"): _say(a, "author_display_name") for a in _ours(channel.head, "author")},
        {one.number: one for one in map(_attachment, channel.items) if one},
        {_say(i, "post_id"): _encoded(i) for i in channel.items if _say(i, "post_type") == "wp_block"},
    )
    never: Counter[str] = Counter()
    for item in channel.items:
        kind, status = _say(item, "post_type"), _say(item, "status")
        title = _title(item)
        never[gettext_noop("comments")] += len(_ours(item, "comment"))
        if kind in NEVER:
            never[NEVER[kind]] += 1
        elif kind == "post" and status in AS_DRAFT:
            never[gettext_noop("passwords of posts")] += bool(_say(item, "post_password"))
            yield _post(item, title, site, status)
        elif kind not in ("attachment", "wp_block"):
            why = (
                gettext("It is of the kind “{kind}”.").format(kind=kind)
                if kind != "post"
                else gettext("It is in the state “{status}”.").format(status=status)
            )
            yield LeftOut(title or item.findtext("link") or gettext("Untitled"), why)
    yield from (
        Said(gettext("Not brought in: {number} {what}.").format(number=f"{count:,}", what=gettext(what)))
        for what, count in never.items()
        if count
    )


def _channel(content: bytes) -> Channel:
    if len(content) > MOST_BYTES:
        raise ArchiveRefused(gettext("The file is larger than 200 MB. Export a year at a time."))
    channel = read_channel(content, "WordPress")
    if not _ours(channel.head, "wxr_version"):
        raise ArchiveRefused(gettext("This is not an export of WordPress: it has no wxr_version."))
    return channel


def _post(item: Element, title: str, site: _Site, status: str) -> Arriving:
    link, number = (item.findtext("link") or "").strip(), _say(item, "post_id")
    guid, login = (item.findtext("guid") or "").strip(), (item.findtext(CREATOR) or "").strip()
    remarks = [
        gettext(REMARKS[status]) if status in REMARKS else "",
        gettext("It had a password there.") if _say(item, "post_password") else "",
    ]
    content = _REUSED.sub(lambda match: site.reused.get(match[1], match[0]), _encoded(item))
    written = without_footnotes(content)
    notes = {**_footnotes(item), **written.notes}
    moment = _moment(item)
    path = _path(link)
    unknown = short_codes.unknown(written.html)
    return Arriving(
        address=" ".join(filter(None, (guid, number, link))) or f"wordpress:{title}",
        earlier=guid or link or f"wordpress:{number}",
        title=title,
        html=short_codes.expanded(written.html, site.attachments, number),
        source=(content, *_footnotes(item).values(), *_pictures(content, site, number)),
        notes=notes,
        ways_back=written.ways_back,
        has_paragraphs="<!-- wp:" in content,
        published_at=moment if status in WAS_SHOWN else None,
        planned_for=moment if status == "future" else None,
        slug=_say(item, "post_name"),
        author=site.names.get(login) or login,
        tags=tuple(dict.fromkeys(tag.text.strip() for tag in item.findall("category") if tag.text)),
        link=link,
        old_paths=(path,) if path not in ("", "/") and status == "publish" else (),
        cover=cover.url if (cover := site.attachments.get(_meta(item, "_thumbnail_id"))) else "",
        remark=" ".join(filter(None, remarks)),
        unclear=(
            gettext("what WordPress put in is not brought in: {unknown}").format(unknown=", ".join(unknown)),
        )
        if unknown
        else (),
    )


def _title(item: Element) -> str:
    """A title holds HTML, also where CDATA says that it needs none of it."""
    return title_text(item.findtext("title") or "")


def _attachment(item: Element) -> Attachment | None:
    if _say(item, "post_type") != "attachment":
        return None
    return Attachment(
        number=_say(item, "post_id"),
        url=_say(item, "attachment_url"),
        alt=_meta(item, "_wp_attachment_image_alt"),
        caption=_encoded(item, "excerpt"),
        parent=_say(item, "post_parent"),
    )


def _pictures(content: str, site: _Site, post: str) -> list[str]:
    """What galleries show: their pictures stand nowhere in the text."""
    codes = re.findall(r"\[gallery([^\[\]<>]*)\]", content)
    return [short_codes.gallery(short_codes.parse_attributes(code), site.attachments, post) for code in codes]


def _footnotes(item: Element) -> dict[str, str]:
    """Those of the block editor, which stand beside the text."""
    try:
        found = json.loads(_meta(item, "footnotes") or "[]")
        return {str(one["id"]): str(one["content"]) for one in found}
    except (ValueError, TypeError, KeyError):
        return {}


def _encoded(item: Element, what: str = "content") -> str:
    """The text or the excerpt, whatever version its namespace names."""
    for child in item:
        if child.tag.endswith("}encoded") and f"/{what}/" in child.tag:
            return child.text or ""
    return ""


def _path(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _meta(item: Element, key: str) -> str:
    for meta in _ours(item, "postmeta"):
        if _say(meta, "meta_key") == key:
            return _say(meta, "meta_value")
    return ""


def _ours(element: Element, name: str) -> list[Element]:
    """WXR's namespace carries its version, 1.0 to 1.2, and of late begins with https."""
    return [
        child
        for child in element
        if child.tag.endswith(f"}}{name}")
        and child.tag.removeprefix("{").startswith(
            ("http://wordpress.org/export/", "https://wordpress.org/export/")
        )
    ]


def _say(element: Element, name: str) -> str:
    found = _ours(element, name)
    return (found[0].text or "").strip() if found else ""


def _moment(item: Element) -> datetime | None:
    """In UTC where it is said; else by the clock on the wall there, taken for ours."""
    for name, zone in (("post_date_gmt", UTC), ("post_date", timezone.get_default_timezone())):
        try:
            return datetime.strptime(_say(item, name), "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
        except ValueError:  # drafts have 0000-00-00
            continue
    return None
