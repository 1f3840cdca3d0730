"""What a post held where it came from, against what its draft holds: counted from both, converter aside."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext

from .flow import LINKED
from .inline_text import CROSSED_OUT
from .recordings import ADDRESS, to_visit
from .short_codes import without_short_codes

MOST_RUNS, MOST_SAMPLE = 8, 12
_WORD = re.compile(r"[^\W_]+")
_WRITTEN = {"sup": re.compile(r"[⁰¹²³⁴-⁹⁺⁻]+|\^"), "sub": re.compile("[₀-₉]+|_")}
_UNSEEN = {"script", "style", "template"}
_MARKS = {"sup": "sup", "sub": "sub", "s": "s", "del": "s", "strike": "s"}
_ENDS_WORD = {
    *(
        "address",
        "article",
        "aside",
        "audio",
        "blockquote",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "dd",
    ),
    *(
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
    ),
    *("h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe", "img", "label", "legend", "li", "main", "nav"),
    *(
        "noscript",
        "object",
        "ol",
        "option",
        "p",
        "pre",
        "q",
        "s",
        "section",
        "select",
        "strike",
        "sub",
        "summary",
    ),
    *("sup", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "video"),
}
_PLAYERS = {"iframe", "embed", "audio", "video", "source", "object"}
_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|bmp|svg)$")


@dataclass
class Contents:
    """What can be counted in a text: a reader's words in their order, and everything a reader could open."""

    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    captions: int = 0
    marks: Counter[str] = field(default_factory=Counter)  # raised, lowered, crossed out
    notes: frozenset[str] = frozenset()  # names of footnotes: what leads to one is no link
    ways_back: frozenset[str] = frozenset()  # and what leads from one to its number is no word either

    def read_text(self, text: str) -> None:
        """Text as it is shown. A bare address is a link wherever it can be followed, and no word."""
        self.marks["s"] += text.count(CROSSED_OUT)
        text = text.replace(LINKED, " ").replace(CROSSED_OUT, " ")
        text = ADDRESS.sub(" ", text)
        for mark, written in _WRITTEN.items():
            self.marks[mark] += len(written.findall(text))
            text = written.sub(lambda match: f" {match[0]} ", text)
        # NFKC: “ﬁ” set as one letter is the same word as “fi”.
        self.words += _WORD.findall(unicodedata.normalize("NFKC", text).casefold())

    def read_html(self, html: str) -> None:
        reader = _Reader(self)
        reader.feed(html)
        reader.close()
        self.read_text("".join(reader.text))


class _Reader(HTMLParser):
    """Reads HTML for its words and for what can be opened from it; knows nothing of blocks."""

    def __init__(self, found: Contents) -> None:
        super().__init__()
        self.found, self.text = found, list[str]()
        self.unseen, self.marked = 0, list[tuple[str, int]]()
        self.link, self.link_start, self.has_picture = "", 0, False
        self.is_way_back = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.unseen += tag in _UNSEEN
        if tag in _ENDS_WORD:
            self.text.append(" ")
        if tag == "a":
            self._end_link()
            self.link, self.link_start, self.has_picture = has.get("href", ""), len(self.text), False
            if self.link.startswith("#") and self.link[1:] in self.found.ways_back:
                self.link, self.is_way_back = "", True
                self.unseen += 1
            if self.link.startswith("#") and self.link[1:] in self.found.notes:
                self.link = ""
                self.marked = [one for one in self.marked if one[0] != "sup"]
        elif tag == "img":
            self.has_picture = True
            self.found.pictures.add(has.get("data-src") or has.get("data-lazy-src") or has.get("src", ""))
        elif tag in _PLAYERS and (address := has.get("src") or has.get("data")):
            self.found.links.append(address)
        elif tag in _MARKS:
            self.marked.append((tag, len(self.text)))
        elif tag in ("figcaption", "caption"):
            self.found.captions += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._end_mark(tag)
        self.unseen -= tag in _UNSEEN and self.unseen > 0
        if tag in _ENDS_WORD:
            self.text.append(" ")
        if tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(data)

    def close(self) -> None:
        super().close()
        for tag, _ in reversed(self.marked[:]):
            self._end_mark(tag)
        self._end_link()

    def _end_mark(self, tag: str) -> None:
        """A mark counts that is around some text."""
        for place in range(len(self.marked) - 1, -1, -1):
            name, start = self.marked[place]
            if name == tag:
                self.found.marks[_MARKS[tag]] += any(text.strip() for text in self.text[start:])
                del self.marked[place]
                return

    def _end_link(self) -> None:
        """A link counts that has words, or a picture that is not just shown larger."""
        has_words = any(text.strip() for text in self.text[self.link_start :])
        is_enlarged = _PICTURE.search(_path(self.link)) is not None
        if self.link and (has_words or (self.has_picture and not is_enlarged)):
            self.found.links.append(self.link)
        self.link = ""
        self.unseen -= self.is_way_back
        self.is_way_back = False


@dataclass(frozen=True, slots=True)
class Account:
    """A post's figures, each in and out, and what is missing, with samples."""

    words: tuple[int, int]
    links: tuple[int, int]
    pictures: tuple[int, int]
    captions: tuple[int, int]
    lost: int
    missing: tuple[str, ...]  # in an editor's words, one line a thing

    def line(self) -> str:
        """All of it in one line."""
        pairs = (("words", self.words), ("links", self.links), ("pictures", self.pictures))
        return ", ".join(f"{there} → {here} {name}" for name, (there, here) in pairs if there or here)

    @property
    def is_whole(self) -> bool:
        return not self.missing


def account(source: Contents, draft: Contents) -> Account:
    """Compare the two, and name everything that is in the first and not in the second."""
    # By number, not by place: a converter may put a caption before its picture, and nothing is lost by it.
    lost = Counter(source.words) - Counter(draft.words)
    missing = [gettext("words: “{run}”").format(run=run) for run in runs_of_words(source.words, lost)]
    gone = Counter(map(_address, source.links)) - Counter(map(_address, draft.links))
    missing += [gettext("the link to {link}").format(link=link) for link in gone]
    if len(source.pictures) > len(draft.pictures):
        missing.append(
            gettext("{lost} of {all} pictures").format(
                lost=len(source.pictures) - len(draft.pictures), all=len(source.pictures)
            )
        )
    missing += [
        gettext("{name}: {count} times").format(name=name, count=source.marks[mark] - draft.marks[mark])
        for mark, name in (
            ("sup", gettext("raised text")),
            ("sub", gettext("lowered text")),
            ("s", gettext("crossed-out words")),
        )
        if source.marks[mark] > draft.marks[mark]
    ]
    return Account(
        (len(source.words), len(draft.words)),
        (len(source.links), len(source.links) - gone.total()),
        (len(source.pictures), len(draft.pictures)),
        (source.captions, draft.captions),
        lost.total(),
        tuple(missing),
    )


def of_source(
    title: str,
    parts: Iterable[str],
    notes: Iterable[str] = (),
    base: str = "",
    ways_back: frozenset[str] = frozenset(),
) -> Contents:
    """What a post holds as it came: its title, and its HTML in whatever pieces."""
    found = Contents(notes=frozenset(notes), ways_back=ways_back)
    found.read_text(title)
    for part in parts:
        found.read_html(without_short_codes(part))
    found.links = [_whole(link, base) for link in found.links]
    return found


def of_draft(title: str, body: Iterable[dict[str, Any]], links: Iterable[str] = ()) -> Contents:
    """What a draft holds: its title and the blocks of its body as they are stored."""
    found = Contents()
    found.read_text(title)
    for block in body:
        _read_block(block["type"], block["value"], found)
    found.links += links
    return found


def _read_block(kind: str, value: Any, found: Contents) -> None:
    match kind:
        case "text":
            found.read_html(value)
        case "image":
            found.pictures.add(str(value["image"]["image"]))
            found.captions += bool(value["caption"])
            found.read_text(value["caption"])
        case "table":
            _read_table(value["table"], found)
        case "references":
            for item in value["items"]:
                found.read_html(item["text"])
        case "details":
            found.read_text(value["summary"])
            found.read_html(value["text"])
        case "recording_elsewhere":
            found.read_text(value["title"])
            found.read_text(value["why"])
            found.captions += bool(value["why"])
            found.links.append(value["url"])
        case "quotation":
            found.read_text(value["quote"])
            found.read_text(value["attribution"])


def _read_table(table: dict[str, Any], found: Contents) -> None:
    found.read_text(table["caption"])
    found.captions += bool(table["caption"])
    for column in table["columns"]:
        found.read_text(column["heading"])
    kinds = [column["type"] for column in table["columns"]]
    for row in table["rows"]:
        for kind, cell in zip(kinds, row["values"], strict=True):
            (found.read_html if kind == "rich_text" else found.read_text)(cell)


def runs_of_words(words: list[str], lost: Counter[str]) -> list[str]:
    """Where in `words` the lost ones most likely stood: next to each other."""
    if not lost:
        return []
    near = [0] * len(words)
    for place, word in enumerate(words):
        if word in lost:
            for beside in range(max(0, place - 3), min(len(words), place + 4)):
                near[beside] += 1
    left, chosen = Counter(lost), set()
    for place in sorted(range(len(words)), key=lambda place: (-near[place], place)):
        if left[words[place]] > 0:
            left[words[place]] -= 1
            chosen.add(place)
    return _samples(words, sorted(chosen))


def _samples(words: list[str], places: list[int]) -> list[str]:
    found: list[list[str]] = []
    last = -2
    for place in places:
        if place != last + 1:
            found.append([])
        found[-1].append(words[place])
        last = place
    found.sort(key=len, reverse=True)
    said = [
        " ".join(run[:MOST_SAMPLE]) + (" …" if len(run) > MOST_SAMPLE else "") for run in found[:MOST_RUNS]
    ]
    rest = sum(len(run) for run in found[MOST_RUNS:])
    if not rest:
        return said
    return [
        *said,
        gettext("and {words} more in {places} places").format(words=rest, places=len(found) - MOST_RUNS),
    ]


def _address(link: str) -> str:
    """The same for what leads to the same place."""
    link = to_visit(f"https:{link}" if link.startswith("//") else link)
    return link.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _whole(link: str, base: str) -> str:
    try:
        return urljoin(base, link) if base and not link.startswith("#") else link
    except ValueError:
        return link


def _path(link: str) -> str:
    try:
        return urlsplit(link).path
    except ValueError:
        return ""
