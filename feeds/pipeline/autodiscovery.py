"""The feeds that a web page announces, and where sites usually keep them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from recalibrate.text.clean import clean_line, shorten_to
from recalibrate.text.text_reader import is_built_to_be_slow

from .addresses import joined_address, web_address

LOOKED_AT = 1_000_000  # characters of a page: some begin with 250 kB of style
MOST = 12  # offered as a list of choices; sites announce one for each tag
MAX_TITLE = 120  # as long as a source’s name may be
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
MAYBE_TYPES = ("text/xml", "application/xml", "")
USUAL_PATHS = ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss")
BELOW = ("feed/", "rss.xml")

_ATTRIBUTE = re.compile(
    r"""([a-z-]{1,20})\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))""", re.IGNORECASE
)
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_COMMENTS = re.compile(
    r"comments?(?:/|$|\.|\?)|/comments|comments feed|comments on|(?:responses?|replies|answers) to|kommentar"
    r"|commentaires|reacties|sylwadau",
    re.IGNORECASE,
)
_TELLING_TAG = re.compile(r"<(?:link|base|meta|a)\b[^<>]{1,3000}>", re.IGNORECASE)
_IN_HEADER = re.compile(r"<([^<>]{1,2000})>([^<>]{0,500})")
_REFRESH = re.compile(
    r"\s{0,9}\d{1,3}(?:\.\d{1,3})?\s{0,9}[;,]\s{0,9}(?:url\s{0,9}=\s{0,9})?[\"']?([^\"'\s]{1,2000})", re.I
)
_SAYS_FEED = re.compile(r"\b(?:rss|atom|(?:news|web) ?feed)\b", re.IGNORECASE)
_LOOKS_LIKE_FEED = re.compile(
    r"(?:\.(?:rss|atom|rdf)|/(?:rss|atom|feed|index)\.xml|/(?:feed|rss|atom)/?)$", re.IGNORECASE
)
_FORMAT = re.compile(r"\b(?:rss|atom|json|xml|rdf|feed|version|v?[0-2]\.[0-9]{1,2})\b|[^\w/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Announced:
    """A feed's address, with the title that the page gives it."""

    url: str
    title: str = ""


def announced(page: str, base: str, header: str = "") -> tuple[Announced, ...]:
    """What the page and its `Link` header offer, a section's own first; each address and each feed once.

    Without comments, interfaces for programs, and the same feed again in another format.
    """
    tree = _tree(page)
    links = [*_in_header(header, base), *_in_page(tree, _base_of(tree, base))]
    found: dict[str, Announced] = {}
    for attributes, url in links:
        title = attributes.get("title", "")
        if url and _is_feed(attributes, url) and not is_comment_or_api_feed(url, title):
            found.setdefault(url, Announced(url, shorten_to(title, MAX_TITLE)))
    once = {_whatever_the_format(feed): feed for feed in reversed(found.values())}
    feeds = [feed for feed in found.values() if once[_whatever_the_format(feed)] == feed]
    feeds.sort(key=lambda feed: not _is_below(feed.url, base))
    return tuple(feeds)[:MOST]


def linked_feeds(page: str, base: str) -> tuple[Announced, ...]:
    """What plain links call a feed, where nothing is announced; only reading it shows whether it is one."""
    tree = _tree(page)
    base = _base_of(tree, base)
    found: dict[str, Announced] = {}
    for node in tree.css("a[href]"):
        said = " ".join(
            (node.text(), node.attributes.get("title") or "", node.attributes.get("aria-label") or "")
        )
        url = web_address(node.attributes.get("href") or "", base)
        is_said = len(said) <= MAX_TITLE and _SAYS_FEED.search(said)
        if (
            url
            and (is_said or _LOOKS_LIKE_FEED.search(urlsplit(url).path))
            and not is_comment_or_api_feed(url, said)
        ):
            found.setdefault(url, Announced(url))
    return tuple(found.values())[:MOST]


def sent_on(page: str, base: str) -> str:
    """Where the page's `meta refresh` leads; "" if it has none."""
    for node in _tree(page).css("meta[http-equiv][content]"):
        match = _REFRESH.match(node.attributes.get("content") or "")
        if match and (node.attributes["http-equiv"] or "").lower() == "refresh":
            return web_address(match[1], base)
    return ""


def _tree(page: str) -> LexborHTMLParser:
    looked_at = page[:LOOKED_AT]
    if is_built_to_be_slow(looked_at):
        looked_at = "</a>".join(_TELLING_TAG.findall(looked_at))
    return LexborHTMLParser(looked_at)


def _base_of(tree: LexborHTMLParser, base: str) -> str:
    node = tree.css_first("base[href]")
    return joined_address(base, clean_line(node.attributes.get("href") or "")) if node else base


def _in_page(tree: LexborHTMLParser, base: str) -> Iterator[tuple[dict[str, str], str]]:
    for node in tree.css("link[href]"):
        attributes = _attributes(node)
        yield attributes, web_address(attributes["href"], base)


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name.lower(): clean_line(value or "") for name, value in node.attributes.items()}


def _in_header(header: str, base: str) -> Iterator[tuple[dict[str, str], str]]:
    for match in _IN_HEADER.finditer(header[:5_000]):
        yield attributes_of(match[2]), web_address(match[1], base)


def _is_feed(attributes: dict[str, str], url: str) -> bool:
    relations = attributes.get("rel", "").lower().split()
    kind, _, parameters = attributes.get("type", "").lower().partition(";")
    if "type=entry" in parameters.replace(" ", ""):
        return False
    if "feed" in relations and "alternate" not in relations:
        return kind.strip() in (*FEED_TYPES, *MAYBE_TYPES)
    if "alternate" not in relations:
        return False
    if kind.strip() in FEED_TYPES or kind.strip() in MAYBE_TYPES[:2]:
        return True
    return not kind and "hreflang" not in attributes and bool(_LOOKS_LIKE_FEED.search(urlsplit(url).path))


def _whatever_the_format(feed: Announced) -> tuple[str, str]:
    """The same for the same feed in RSS and in Atom: its title and its place without the names of formats."""
    parts = urlsplit(feed.url)
    title = _FORMAT.sub("", feed.title).casefold()
    place = _FORMAT.sub("", f"{parts.netloc}{parts.path}{parts.query}".casefold()).strip("/")
    return title, place


def _is_below(url: str, page: str) -> bool:
    """Whether a feed is the own one of a page that is not the site's first."""
    path = urlsplit(page).path.rstrip("/")
    return bool(path) and urlsplit(url).path.startswith(f"{path}/")


def is_comment_or_api_feed(url: str, title: str = "") -> bool:
    """Whether a feed holds comments, or is no feed but an interface for programs."""
    parts = urlsplit(url)
    return "/wp-json" in parts.path or bool(_COMMENTS.search(parts.path) or _COMMENTS.search(title))


def page_title(page: str) -> str:
    """The name of a page's site, as far as its title tells."""
    found = _TITLE.search(page[:LOOKED_AT])
    return shorten_to(clean_line(unescape(found[1])), MAX_TITLE) if found else ""


def usual_places(url: str) -> tuple[str, ...]:
    """Addresses worth a try where a page announces nothing: below the page first, then at the site's root."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    page = urljoin(url, parts.path if parts.path.endswith("/") else f"{parts.path}/")
    below: Iterable[str] = [f"{page}{path}" for path in BELOW] if page != root else []
    return tuple(dict.fromkeys((*below, *(root + path for path in USUAL_PATHS))))


def attributes_of(tag: str) -> dict[str, str]:
    return {
        match[1].lower(): clean_line(unescape(match[2] or match[3] or match[4] or ""))
        for match in _ATTRIBUTE.finditer(tag)
    }
