"""A post as its notes see it: plain text, links and pictures, read from what is stored without a query."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext

from recalibrate.core.models.said_words import added_phrases

from .care import CareNote, DraftText, NoteKind, TextLink, TextPicture, care_notes
from .care.reading import Readability, readability
from .care.types import LABELS, WrittenPost

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


class RichTextReader(HTMLParser):
    """Paragraphs and links of a piece of rich text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.paragraphs: list[str] = [""]
        self.links: list[TextLink] = []
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
            self.links.append(TextLink(self.link_text, self.href))
            self.href = None

    def handle_data(self, text: str) -> None:
        self.paragraphs[-1] += text
        if self.href is not None:
            self.link_text += text


def draft_of(post: WrittenPost) -> DraftText:
    """Also of a post that is not saved yet, as in a preview."""
    body = list(stored_texts([dict(part) for part in post.body.raw_data]))
    texts = [post.title, post.summary, post.content_note, post.short_version]
    texts += [each for each in body if isinstance(each, str)] + [post.try_now, post.what_should_change]
    read = [RichTextReader(text) for text in texts if text]
    return DraftText(
        paragraphs=tuple(p.strip() for each in read for p in each.paragraphs if p.strip()),
        level=post.sensitivity,
        short_version=" ".join(RichTextReader(post.short_version).paragraphs),
        has_change=bool(post.what_should_change) or post.is_just_a_story,
        links=tuple(link for each in read for link in each.links),
        pictures=tuple(each for each in body if isinstance(each, TextPicture)),
        added=added_phrases(),
    )


def stored_texts(value: Any) -> Iterator[str | TextPicture]:
    """The texts and pictures in what a StreamField stores."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from stored_texts(each)
    elif isinstance(value, dict):
        if "alt_text" in value:
            yield TextPicture(value["alt_text"] or "", bool(value.get("decorative")))
        for key, each in value.items():
            if not (isinstance(each, str) and key in NOT_TEXT):
                yield from stored_texts(each)


def care_for(post: WrittenPost) -> tuple[tuple[CareNote, ...], Readability]:
    """What to look at in a post, and how it reads."""
    draft = draft_of(post)
    return care_notes(draft), readability(draft)


def note_rule(kind: NoteKind) -> str:
    """What a kind of note is called in the page, and among the checks."""
    return "care-" + kind.value.replace(" ", "-")


def preview_notes(post: WrittenPost) -> list[tuple[str, str, CareNote]]:
    """The notes as the preview lists them."""
    return [(note_rule(note.kind), gettext(LABELS[note.kind]), note) for note in care_notes(draft_of(post))]
