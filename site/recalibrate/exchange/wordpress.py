"""WordPress's own export: WXR, an RSS file with a namespace of its own (Tools, Export)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .archive import ArchiveRefused
from .imported_post import Arriving, LeftOut

MOST_BYTES = 200 * 1024**2
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
REMARKS = {
    "draft": "It was a draft there.",
    "private": "It was private there: ask before you publish it.",
    "pending": "It waited for review there.",
    "future": "It was scheduled there.",
}
AS_DRAFT = {"publish", *REMARKS}


def read(content: bytes) -> Iterator[Arriving | LeftOut]:
    """What a WXR file holds; raises ArchiveRefused for what is none, or defends itself."""
    channel = _channel(content)
    names = {_say(a, "author_login"): _say(a, "author_display_name") for a in _ours(channel, "author")}
    items = channel.findall("item")
    pictures = {
        _say(item, "post_id"): _say(item, "attachment_url")
        for item in items
        if _say(item, "post_type") == "attachment"
    }
    for item in items:
        kind, status = _say(item, "post_type"), _say(item, "status")
        title = (item.findtext("title") or "").strip()
        if kind == "post" and status in AS_DRAFT:
            yield _post(item, title, names, pictures, status)
        elif kind != "attachment":
            why = f"It is of the kind “{kind}”." if kind != "post" else f"It is in the state “{status}”."
            yield LeftOut(title or item.findtext("link") or "Untitled", why)


def _channel(content: bytes) -> Element:
    if len(content) > MOST_BYTES:
        raise ArchiveRefused("The file is larger than 200 MB. Export a year at a time.")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise ArchiveRefused("This is no export of WordPress: it cannot be read as XML.") from error
    channel = root.find("channel")
    if channel is None or not _ours(channel, "wxr_version"):
        raise ArchiveRefused("This is no export of WordPress: it has no wxr_version.")
    return channel


def _post(
    item: Element, title: str, names: dict[str, str], pictures: dict[str, str], status: str
) -> Arriving:
    link, number = (item.findtext("link") or "").strip(), _say(item, "post_id")
    login = (item.findtext(CREATOR) or "").strip()
    remarks = [REMARKS.get(status, ""), "It had a password there." if _say(item, "post_password") else ""]
    path = _path(link)
    return Arriving(
        address=(item.findtext("guid") or link or f"wordpress:{number}").strip(),
        title=title,
        html=_paragraphs(item.findtext(CONTENT) or ""),
        published_at=_moment(_say(item, "post_date_gmt")),
        slug=_say(item, "post_name"),
        author=names.get(login) or login,
        tags=tuple(dict.fromkeys(tag.text.strip() for tag in item.findall("category") if tag.text)),
        old_paths=(path,) if path not in ("", "/") and status == "publish" else (),
        cover=pictures.get(_meta(item, "_thumbnail_id"), ""),
        remark=" ".join(filter(None, remarks)),
    )


def _path(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _paragraphs(html: str) -> str:
    """WordPress stores blank lines and adds the paragraphs when it shows a post."""
    if "<p" in html or "\n\n" not in html.strip():
        return html
    return "".join(f"<p>{part}</p>" for part in html.replace("\r\n", "\n").split("\n\n") if part.strip())


def _meta(item: Element, key: str) -> str:
    for meta in _ours(item, "postmeta"):
        if _say(meta, "meta_key") == key:
            return _say(meta, "meta_value")
    return ""


def _ours(element: Element, name: str) -> list[Element]:
    """WXR's namespace carries its version: 1.0, 1.1, 1.2."""
    return [
        child
        for child in element
        if child.tag.startswith("{http://wordpress.org/export/") and child.tag.endswith(f"}}{name}")
    ]


def _say(element: Element, name: str) -> str:
    found = _ours(element, name)
    return (found[0].text or "").strip() if found else ""


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:  # drafts have 0000-00-00
        return None
