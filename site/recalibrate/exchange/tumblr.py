"""Tumblr's export: a zip with a page for each post (`posts/html/NUMBER.html`) and its media (`media/`).

Tumblr documents no format. Read are the pages of its export, the like of which common backup programs write,
and `posts.xml` in the form of its first API, which it did document. What is in neither is left out and named.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from bs4 import BeautifulSoup, Tag
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.html import escape

from .archive import Archive, ArchiveRefused
from .imported_post import Arriving, LeftOut

MOST_PAGE = 2 * 1024**2
MOST_XML = 200 * 1024**2
_PAGE = re.compile(r"(?:^|/)posts/(?:html/)?(\d+)(?:/index)?\.html?$")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
FORMS = ("%B %d, %Y %I:%M%p", "%B %d, %Y %H:%M", "%B %d, %Y", "%Y-%m-%d %H:%M:%S GMT", "%Y-%m-%d %H:%M:%S")


def read(archive: Archive, blog: str) -> Iterator[Arriving | LeftOut]:
    """The posts of `blog`, whose address is known to whoever exported it: the pages do not say it."""
    found = [name for name in archive.names if name.endswith("posts.xml")]
    pages = {match[1]: name for name in archive.names if (match := _PAGE.search(name))}
    if not found and not pages:
        raise ArchiveRefused("This is no export of Tumblr: it has neither posts.xml nor posts/html/.")
    seen = set()
    for name in found:
        for arriving in from_xml(archive.read(name, MOST_XML), blog):
            seen.add(arriving.address)
            yield arriving
    for number, name in sorted(pages.items()):
        if f"{blog}/post/{number}" in seen:
            continue
        try:
            yield from_page(number, archive.read(name, MOST_PAGE).decode("utf-8", "replace"), blog, name)
        except (ArchiveRefused, RecursionError) as error:
            yield LeftOut(name, str(error))


def from_page(number: str, html: str, blog: str, name: str) -> Arriving:
    soup = BeautifulSoup(html, "html.parser")
    body = soup.find("article") or soup.body or soup
    footer = body.find(id="footer") or body.find("footer")
    moment, tags = _moment(soup), _tags(footer if isinstance(footer, Tag) else None)
    header = body.find("header")
    for part in (footer, header):
        if isinstance(part, Tag):
            part.extract()
    heading = body.find(["h1", "h2"])
    title = heading.get_text(" ", strip=True) if heading else ""
    if isinstance(heading, Tag):
        heading.extract()
    for picture in body.find_all("img"):
        picture["src"] = _in_archive(str(picture.get("src") or ""), name)
    return Arriving(
        address=f"{blog}/post/{number}",
        title=title,
        html=body.decode_contents(),
        published_at=moment,
        tags=tags,
        old_paths=(f"/post/{number}",),
    )


def _in_archive(source: str, page: str) -> str:
    """`../../media/1.jpg`, seen from the page, is `media/1.jpg` in the archive."""
    if not source or urlsplit(source).scheme or source.startswith("/"):
        return source
    parts = list(PurePosixPath(page).parent.parts)
    for part in PurePosixPath(source).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
    return "/".join(parts)


def _moment(soup: BeautifulSoup) -> datetime | None:
    time = soup.find("time")
    if isinstance(time, Tag) and time.get("datetime"):
        try:
            moment = datetime.fromisoformat(str(time["datetime"]))
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except ValueError:
            return None
    stamp = soup.find(id="timestamp")
    return parsed(stamp.get_text(" ", strip=True)) if stamp else None


def parsed(text: str) -> datetime | None:
    """“March 3rd, 2016 10:05am”, as Tumblr writes it; taken as UTC, for it does not say."""
    plain = _ORDINAL.sub("", text.strip())
    for form in FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _tags(footer: Tag | None) -> tuple[str, ...]:
    if footer is None:
        return ()
    marked = footer.find_all(class_="tag") or footer.find_all("a")
    words = (tag.get_text(strip=True) for tag in marked)
    return tuple(dict.fromkeys(word.lstrip("#").strip() for word in words if word.lstrip("#").strip()))


def from_xml(content: bytes, blog: str) -> Iterator[Arriving]:
    try:
        root = fromstring(content, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise ArchiveRefused("posts.xml cannot be read as XML.") from error
    for post in root.iter("post"):
        yield _from_element(post, blog)


def _from_element(post: Element, blog: str) -> Arriving:
    number, slug = post.get("id", ""), post.get("slug", "")
    title, html = _content(post)
    return Arriving(
        address=f"{blog}/post/{number}",
        title=title,
        html=html,
        published_at=parsed(post.get("date-gmt", "")),
        slug=slug,
        tags=tuple(tag.text.strip() for tag in post.findall("tag") if tag.text),
        old_paths=(f"/post/{number}", *([f"/post/{number}/{slug}"] if slug else [])),
        remark="" if post.get("state", "published") == "published" else "It was not public there.",
    )


def _content(post: Element) -> tuple[str, str]:
    """Title and HTML of each of Tumblr's kinds of post."""

    def say(name: str) -> str:
        return (post.findtext(name) or "").strip()

    match post.get("type", "regular"):
        case "photo":
            pictures = "".join(f'<img src="{escape(url)}" alt="">' for url in _photos(post))
            return "", pictures + say("photo-caption")
        case "quote":
            return "", f"<blockquote>{say('quote-text')}</blockquote>{say('quote-source')}"
        case "link":
            title, url = say("link-text"), escape(say("link-url"))
            return title, f'<p><a href="{url}">{escape(title) or url}</a></p>{say("link-description")}'
        case "answer":
            return say("question"), say("answer")
        case "conversation":
            return say("conversation-title"), f"<p>{escape(say('conversation-text'))}</p>"
        case _:
            return say("regular-title"), say("regular-body")


def _photos(post: Element) -> list[str]:
    """The largest of each: they are listed from large to small."""
    sets = post.findall("photoset/photo") or [post]
    return [found[0].text or "" for one in sets if (found := one.findall("photo-url"))]
