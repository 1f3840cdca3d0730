"""Foreign HTML becomes blocks of ours: text, quotations and pictures. Nothing else gets in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import bleach
import nh3
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement

MOST_CHARACTERS = 300_000
MOST_MARKS = 15_000  # both sanitisers are quadratic on hostile nesting
MOST_DEPTH = 100
MOST_ADDRESS = 2_048
TEXT = {"p", "br", "h2", "h3", "ul", "ol", "li", "a", "b", "i"}
KEPT = {*TEXT, "blockquote", "img", "figure", "figcaption"}
# What other sites write, as we write it.
RENAMED = {
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "strong": "b",
    "em": "i",
    "div": "p",
    "section": "p",
    "article": "p",
    "pre": "p",
}
DROPPED = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "form", "title"}
SCHEMES = {"http", "https", "mailto"}
_EMBEDDED = re.compile(
    r"(?is)<(?:iframe|embed|object|video|audio)\b[^<>]{0,2000}?\bsrc\s*=\s*[\"']?([^\"'\s>]+)"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


class TooMuch(ValueError):
    """It is too long or too deeply nested to be cleaned safely."""


@dataclass(frozen=True, slots=True)
class Text:
    html: str


@dataclass(frozen=True, slots=True)
class Quotation:
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    source: str
    alt: str
    caption: str = ""


Block = Text | Quotation | Picture


def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks that `html` makes, in their order. Raises TooMuch for what is built to be slow."""
    soup = BeautifulSoup(cleaned(html), "html.parser")
    return tuple(_joined(_blocks(soup)))


def cleaned(html: str) -> str:
    """Only what we keep, by two sanitisers one after the other (docs/decisions/0004)."""
    _guard(html)
    for name, ours in RENAMED.items():
        html = re.sub(rf"(?i)<(/?){name}(?=[\s>/])", rf"<\1{ours}", html)
    safe = nh3.clean(
        html,
        tags=KEPT,
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes=SCHEMES,
        clean_content_tags=DROPPED,
        link_rel=None,
    )
    _guard(safe)
    return str(bleach.clean(safe, tags=KEPT, attributes=_is_allowed, protocols=SCHEMES, strip=True))


def embedded_in(html: str) -> tuple[str, ...]:
    """Addresses of players and the like, which are not brought in."""
    return tuple(dict.fromkeys(_EMBEDDED.findall(html)))


def _guard(html: str) -> None:
    if len(html) > MOST_CHARACTERS or max(html.count("<"), html.count("&")) > MOST_MARKS:
        raise TooMuch("It is too long to be cleaned safely.")
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() not in ("br", "img", "hr", "p", "li", "input", "meta", "link"):
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > MOST_DEPTH:
            raise TooMuch("It is nested too deeply to be cleaned safely.")


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("img", "alt"):
        return True
    if (tag, name) not in (("a", "href"), ("img", "src")) or len(value) > MOST_ADDRESS:
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if tag == "img":  # a picture in the archive has no scheme; whoever reads it decides what may be read
        return parts.scheme in ("", "http", "https")
    return parts.scheme in SCHEMES and (bool(parts.netloc) or parts.scheme == "mailto")


def _blocks(parent: Tag) -> Iterator[Block]:
    for node in parent.children:
        yield from _block(node)


def _block(node: PageElement) -> Iterator[Block]:
    if isinstance(node, NavigableString):
        if str(node).strip():
            yield Text(f"<p>{_escaped(str(node).strip())}</p>")
    elif isinstance(node, Tag):
        if node.name == "blockquote":
            yield Quotation(node.get_text(" ", strip=True))
        elif node.name in ("img", "figure"):
            yield from _pictures(node)
        elif node.find(["p", "blockquote", "figure", "h2", "ul"]) and node.name == "p":
            yield from _blocks(node)  # a div that was
        else:
            yield from _text(node)


def _text(node: Tag) -> Iterator[Block]:
    pictures = [picture.extract() for picture in node.find_all("img")]
    for child in node.find_all(["figure", "figcaption", "blockquote"]):
        child.unwrap()
    if node.get_text(strip=True):
        html = str(node) if node.name in ("p", "h2", "h3", "ul", "ol") else f"<p>{node}</p>"
        yield Text(html)
    for picture in pictures:
        yield from _pictures(picture)


def _pictures(node: Tag) -> Iterator[Block]:
    caption = node.find("figcaption")
    words = caption.get_text(" ", strip=True) if caption else ""
    for picture in [node] if node.name == "img" else node.find_all("img"):
        if source := str(picture.get("src") or ""):
            yield Picture(source, str(picture.get("alt") or ""), words)


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Texts that follow each other are one."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Text):
            texts.append(block.html)
            continue
        if texts:
            yield Text("".join(texts))
            texts = []
        yield block
    if texts:
        yield Text("".join(texts))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
