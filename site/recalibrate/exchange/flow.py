"""A tree of foreign HTML, read from its start to its end, as paragraphs and blocks of ours."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from bs4 import NavigableString, Tag

from . import recordings
from .foreign_blocks import Block, Recording, TextBlock
from .inline_text import (
    BREAK,
    Leaf,
    Mark,
    Marks,
    as_written,
    collapse_whitespace,
    html_of,
    links_in,
    plain_text,
)
from .recordings import ADDRESS

MOST_ADDRESS = 2_048  # what browsers and proxies still take, and a link’s column holds
MARK_OF = {
    **dict.fromkeys(("b", "strong"), "b"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "i"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
    "sup": "sup",
    "sub": "sub",
}
KEPT_APART = {"s", "sup", "sub"}  # two that follow each other stay two: 10¹ and ² are not 10¹²
APART = {
    *("address", "article", "aside", "caption", "dd", "div", "dl", "figcaption", "footer", "header", "li"),
    *(
        "button",
        "center",
        "fieldset",
        "form",
        "label",
        "legend",
        "main",
        "nav",
        "option",
        "p",
        "section",
        "summary",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ),
}
LINKED = "Linked there: "
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

Handler = Callable[["Flow", Tag], None]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How a text is to be read, the same throughout it."""

    elements: Mapping[str, Handler]  # what becomes more than a paragraph
    base: str = ""
    has_paragraphs: bool = True
    numbers: Mapping[str, int] = field(default_factory=dict)  # of footnotes, by the name that leads to them


class Piece(NamedTuple):
    """An element of a text: p, h2, h3, ul or ol."""

    name: str
    inner: str


class Flow:
    """Reads a tree from its start to its end and puts down pieces of text and blocks as they become whole."""

    def __init__(self, reading: ReadingOptions) -> None:
        self.reading = reading
        self.around: Marks = ()  # the marks that what is being read stands in
        self.parts: list[Block | Piece] = []
        self.leaves: list[Leaf] = []

    def below(self, node: Tag, *, is_written: bool = False) -> "Flow":
        """What is in `node`, by itself."""
        flow = Flow(self.reading)
        flow.walk(node, self.around, is_written=is_written)
        flow.end_paragraph()
        return flow

    def walk(self, node: Tag, marks: Marks = (), *, is_written: bool = False) -> None:
        for child in list(node.children):
            if isinstance(child, NavigableString):
                self.text(str(child), marks, is_written)
            elif isinstance(child, Tag):
                self.tag(child, marks, is_written)

    def text(self, text: str, marks: Marks, is_written: bool) -> None:
        if is_written:
            self.leaves += as_written(text, marks)
        elif self.reading.has_paragraphs:
            self.leaves.append(Leaf(" " if text == BREAK else text, marks))
        else:
            for number, paragraph in enumerate(_BLANK_LINE.split(text.replace("\r", ""))):
                if number:
                    self.end_paragraph()
                for line_number, line in enumerate(paragraph.split("\n")):
                    self.leaves += [Leaf(BREAK)] if line_number else []
                    self.leaves.append(Leaf(line, marks))

    def tag(self, tag: Tag, marks: Marks, is_written: bool) -> None:
        name = tag.name
        if name == "br":
            self.leaves.append(Leaf(BREAK))
        elif name in MARK_OF:
            self.mark(tag, marks, is_written)
        elif name == "a":
            self.link(tag, marks, is_written)
        elif name == "q":
            self.leaves.append(Leaf("“", marks))
            self.walk(tag, marks, is_written=is_written)
            self.leaves.append(Leaf("”", marks))
        elif handler := self.reading.elements.get(_kind(tag)):
            self.end_paragraph()
            before, self.around = self.around, marks
            handler(self, tag)
            self.around = before
        elif name in APART:
            self.end_paragraph()
            self.walk(tag, marks, is_written=is_written)
            self.end_paragraph()
        else:
            self.walk(tag, marks, is_written=is_written)

    def mark(self, tag: Tag, marks: Marks, is_written: bool) -> None:
        name = MARK_OF[tag.name]
        is_note = name == "sup" and any(self._number(link) for link in tag.find_all("a"))
        if name not in KEPT_APART:
            mark = Mark(name)
        elif is_note:  # “[1]” is what leads to a reference here
            return self.walk(tag, marks, is_written=is_written)
        else:
            mark = Mark(name, which=id(tag))
        apart = [Leaf(" ")] if tag.name == "cite" else []
        self.leaves += apart
        self.walk(tag, marks if mark in marks else (*marks, mark), is_written=is_written)
        self.leaves += apart
        return None

    def _number(self, link: Tag) -> int:
        href = str(link.get("href") or "")
        return self.reading.numbers.get(href.removeprefix("#"), 0) if href.startswith("#") else 0

    def link(self, tag: Tag, marks: Marks, is_written: bool) -> None:
        if number := self._number(tag):
            self.leaves.append(Leaf(f"[{number}]", marks))
        else:
            href = link_target(str(tag.get("href") or ""), self.reading.base)
            self.walk(tag, (*marks, Mark("a", href)) if href else marks, is_written=is_written)

    def end_paragraph(self) -> None:
        leaves, self.leaves = collapse_whitespace(self.leaves), []
        alone = "".join(leaf.text for leaf in leaves).strip()
        if ADDRESS.fullmatch(alone) and not any(mark.href for leaf in leaves for mark in leaf.marks):
            self.show(alone, "")
        elif alone:
            self.parts.append(Piece("p", html_of(leaves)))

    def add(self, name: str, inner: str) -> None:
        if inner:
            self.parts.append(Piece(name, inner))

    def add_links(self, *htmls: str) -> None:
        """Where only plain text fits, links come after it."""
        found = dict(pair for html in htmls for pair in links_in(html) if pair[1])
        links = [html_of([Leaf(words, (Mark("a", href),))]) for href, words in found.items()]
        self.add("p", LINKED + ", ".join(links) if links else "")

    def show(self, url: str, title: str) -> None:
        """A player or a bare address: a recording elsewhere, or a link."""
        address = link_target(url, self.reading.base)
        if not address.startswith("http"):
            self.add("p", html_of([Leaf(title)]))
        elif recordings.is_recording(address):
            page = recordings.to_visit(address)
            self.parts.append(Recording(page, title or recordings.host(page), recordings.is_heard(page)))
        else:
            self.add("p", html_of([Leaf(title or address, (Mark("a", address),))]))

    @property
    def pieces(self) -> list[Piece]:
        return [part for part in self.parts if isinstance(part, Piece)]

    @property
    def others(self) -> list[Block]:
        return [part for part in self.parts if not isinstance(part, Piece)]

    @property
    def html(self) -> str:
        """All text, without the blocks in between."""
        return "".join(f"<{name}>{inner}</{name}>" for name, inner in self.pieces)

    @property
    def lines(self) -> str:
        """All text as the inside of one paragraph or cell."""
        return "<br/>".join(_line(piece) for piece in self.pieces)

    def blocks(self) -> list[Block]:
        """Texts that follow each other are one."""
        found: list[Block] = []
        for is_text, parts in groupby(self.parts, lambda part: isinstance(part, Piece)):
            if is_text:
                found.append(TextBlock("".join(f"<{name}>{inner}</{name}>" for name, inner in parts)))  # type: ignore[misc]
            else:
                found += parts  # type: ignore[arg-type]
        return found


def _kind(tag: Tag) -> str:
    """The classic editor has figures of its own."""
    return "figure" if "wp-caption" in (tag.get("class") or []) else tag.name


def _line(piece: Piece) -> str:
    if piece.name not in ("ul", "ol"):
        return piece.inner
    lines = plain_text(f"<{piece.name}>{piece.inner}</{piece.name}>").split("\n")
    return "<br/>".join(escape(line, quote=False) for line in lines)


def link_target(href: str, base: str) -> str:
    """A whole address that may stand in a link, or nothing."""
    if not href.strip() or href.startswith("#") or len(href) > MOST_ADDRESS:
        return ""
    try:
        whole = urljoin(base, href.strip()) if base else href.strip()
        whole = f"https:{whole}" if whole.startswith("//") else whole
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme in ("mailto", "tel"):
        return whole
    return whole if parts.scheme in ("http", "https") and parts.netloc else ""
