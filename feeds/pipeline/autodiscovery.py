"""The feeds that a web page announces, and where sites usually keep them."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from .addresses import web_address
from .clean import plain, shortened

LOOKED_AT = 200_000  # characters of a page
MOST = 12
MAX_TITLE = 120
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
USUAL_PATHS = ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss")

_LINK = re.compile(r"<link\b([^<>]{1,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-z-]{1,20})\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))""", re.IGNORECASE
)
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_COMMENTS = re.compile(r"comments?(?:/|$|\.|\?)|/comments|comments feed|comments on", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Announced:
    """A feed's address, with the title that the page gives it."""

    url: str
    title: str = ""


def announced(page: str, base: str) -> tuple[Announced, ...]:
    """What `link rel=alternate` offers, without comments and interfaces for programs; each address once."""
    found: dict[str, Announced] = {}
    for match in _LINK.finditer(page[:LOOKED_AT]):
        attributes = attributes_of(match[1])
        if "alternate" not in attributes.get("rel", "").lower().split():
            continue
        if attributes.get("type", "").lower().partition(";")[0].strip() not in FEED_TYPES:
            continue
        url, title = web_address(attributes.get("href", ""), base), attributes.get("title", "")
        if url and not is_beside_the_point(url, title):
            found.setdefault(url, Announced(url, shortened(title, MAX_TITLE)))
    return tuple(found.values())[:MOST]


def is_beside_the_point(url: str, title: str = "") -> bool:
    """Whether a feed holds comments, or is no feed but an interface for programs."""
    parts = urlsplit(url)
    return "/wp-json" in parts.path or bool(_COMMENTS.search(parts.path) or _COMMENTS.search(title))


def page_title(page: str) -> str:
    """The name of a page's site, as far as its title tells."""
    found = _TITLE.search(page[:LOOKED_AT])
    return shortened(plain(unescape(found[1])), MAX_TITLE) if found else ""


def usual_places(url: str) -> tuple[str, ...]:
    """Addresses worth a try where a page announces nothing: below the page first, then at the site's root."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    page = urljoin(url, parts.path if parts.path.endswith("/") else f"{parts.path}/")
    below = [f"{page}{USUAL_PATHS[0]}"] if page != root else []
    return tuple(dict.fromkeys((*below, *(root + path for path in USUAL_PATHS))))


def attributes_of(tag: str) -> dict[str, str]:
    return {
        match[1].lower(): plain(unescape(match[2] or match[3] or match[4] or ""))
        for match in _ATTRIBUTE.finditer(tag)
    }
