"""Tumblr's exports, of today and of before: what is in an archive, and the pages in it.

Read are the zip of today (`posts/html/NUMBER.html`, with folders for what was private, a draft or sent in,
and `media/`), `posts.xml` in the form of its first API, and JSON in the form of its second, as tumblr-backup
keeps it. A post that is there in several forms is taken once, from the richest.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext

from .archive import Archive, ArchiveRefused
from .imported_post import Arriving, LeftOut, Said
from .tumblr_dates import parse_tumblr_date
from .tumblr_json import from_json
from .tumblr_states import WAS_SHOWN, remark_of_state, state_in
from .tumblr_xml import from_xml

MOST_PAGE = 2 * 1024**2  # one post with its notes
MOST_FILE = 200 * 1024**2  # a blog of ten years, read whole
_PAGE = re.compile(r"(?:^|/)posts/(?:[\w -]{1,40}/){0,4}(\d+)(?:/index)?\.html?$")


def read_tumblr(archive: Archive, blog: str) -> Iterator[Arriving | LeftOut | Said]:
    """The posts of `blog`, whose address is known to the person who exported it: the pages do not say it."""
    pages = {match[1]: name for name in archive.names if (match := _PAGE.search(name))}
    seen = set[str]()
    is_none = not pages
    for thing in _whole_files(archive, blog):
        is_none = False
        if isinstance(thing, Arriving):
            if thing.address in seen:
                continue
            seen.add(thing.address)
        yield thing
    if is_none:
        raise ArchiveRefused(
            gettext("This is not an export of Tumblr: it has no posts as pages, XML or JSON.")
        )
    for number, name in sorted(pages.items()):
        if f"{blog}/post/{number}" in seen:
            continue
        try:
            yield from_page(number, archive.read(name, MOST_PAGE).decode("utf-8", "replace"), blog, name)
        except (ArchiveRefused, RecursionError) as error:
            yield LeftOut(name, str(error))


def _whole_files(archive: Archive, blog: str) -> Iterator[Arriving | LeftOut | Said]:
    for name in archive.names:
        if name.endswith(".json"):
            yield from from_json(archive.read(name, MOST_FILE), blog, name)
    for name in archive.names:
        if name.endswith("posts.xml") or (name == archive.only and name.endswith(".xml")):
            yield from from_xml(archive.read(name, MOST_FILE), blog)


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
    state = state_in(name)
    return Arriving(
        address=f"{blog}/post/{number}",
        title=title,
        html=body.decode_contents(),
        published_at=moment if state in WAS_SHOWN else None,
        tags=tags,
        link=f"{blog}/post/{number}",
        old_paths=(f"/post/{number}",) if state == "published" else (),
        remark=remark_of_state(state),
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
    return parse_tumblr_date(stamp.get_text(" ", strip=True)) if stamp else None


def _tags(footer: Tag | None) -> tuple[str, ...]:
    if footer is None:
        return ()
    marked = footer.find_all(class_="tag") or footer.find_all("a")
    words = (tag.get_text(strip=True) for tag in marked)
    return tuple(dict.fromkeys(word.lstrip("#").strip() for word in words if word.lstrip("#").strip()))
