"""A post as its notes see it: plain text, links and pictures, read from what is stored without a query."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from .care import Draft, Kind, Link, Note, Picture, notes
from .care.reading import Measure, measure
from .care.types import LABELS

if TYPE_CHECKING:
    from .models import PostPage

NOT_TEXT = {
    "id",
    "alt_text",
    "type",
    "url",
    "transcript_url",
    "doi",
    "image",
    "recording",
    "kind",
    "has_row_headings",
}
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br", "hr", "td", "th"}


class Reader(HTMLParser):
    """Paragraphs and links of a piece of rich text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.paragraphs: list[str] = [""]
        self.links: list[Link] = []
        self.href: str | None = None
        self.link_text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.paragraphs.append("")
        if tag == "a":
            self.href, self.link_text = dict(attributes).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.paragraphs.append("")
        if tag == "a" and self.href is not None:
            self.links.append(Link(self.link_text, self.href))
            self.href = None

    def handle_data(self, text: str) -> None:
        self.paragraphs[-1] += text
        if self.href is not None:
            self.link_text += text


def draft_of(post: "PostPage") -> Draft:
    """Also of a post that is not saved yet, as in a preview."""
    body = list(walk([dict(part) for part in post.body.raw_data]))
    texts = [post.title, post.summary, post.content_note, post.short_version]
    texts += [each for each in body if isinstance(each, str)] + [post.try_now, post.what_should_change]
    read = [Reader(text) for text in texts if text]
    return Draft(
        paragraphs=tuple(p.strip() for each in read for p in each.paragraphs if p.strip()),
        level=post.sensitivity,
        short_version=" ".join(Reader(post.short_version).paragraphs),
        has_change=bool(post.what_should_change) or post.is_just_a_story,
        links=tuple(link for each in read for link in each.links),
        pictures=tuple(each for each in body if isinstance(each, Picture)),
    )


def walk(value: Any) -> Iterator[str | Picture]:
    """The texts and pictures in what a StreamField stores."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from walk(each)
    elif isinstance(value, dict):
        if "alt_text" in value:
            yield Picture(value["alt_text"] or "", bool(value.get("decorative")))
        for key, each in value.items():
            if not (isinstance(each, str) and key in NOT_TEXT):
                yield from walk(each)


def care_for(post: "PostPage") -> tuple[tuple[Note, ...], Measure]:
    """What to look at in a post, and how it reads."""
    draft = draft_of(post)
    return notes(draft), measure(draft)


def rule(kind: Kind) -> str:
    """What a kind of note is called in the page, and among the checks."""
    return "care-" + kind.value.replace(" ", "-")


def for_preview(post: "PostPage") -> list[tuple[str, str, Note]]:
    """The notes as the preview lists them."""
    return [(rule(note.kind), LABELS[note.kind], note) for note in notes(draft_of(post))]
