"""One thing in the words by which a search finds and shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from .cards import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One thing as a search shows it: its public words, nothing else.

    `state_ids` has the primary state first. What `is_quotable` is false for is found by its text, but
    answers never quote from it: its content note must come before its words. After `expires_on` it is
    found no more.
    """

    title: str
    url: str
    summary: str = ""
    text: str = ""
    byline: str = ""
    published_on: date | None = None
    expires_on: date | None = None
    minutes: int | None = None
    state_ids: tuple[int, ...] = ()
    content_note: str = ""
    is_quotable: bool = True
    is_external: bool = False

    @classmethod
    def of_card(cls, card: Card, *, text: str, is_quotable: bool = True) -> Self:
        """What a list shows of it, found by `text` too."""
        return cls(
            title=card.title,
            url=card.url,
            summary=card.line or card.summary,
            text=text,
            byline=card.byline,
            published_on=card.published_on,
            minutes=card.minutes,
            state_ids=tuple(state.pk for state in card.states),
            content_note=card.content_note,
            is_quotable=is_quotable,
            is_external=card.is_external,
        )


def document_text(page: Page, *names: str) -> str:
    """The words of these rich text and stream fields of a page, without any HTML."""
    parts: list[str] = []
    for name in names:
        field, value = page._meta.get_field(name), getattr(page, name)
        if isinstance(field, StreamField):
            parts += field.get_searchable_content(value)
        else:
            parts.append(get_text_for_indexing(value))
    return " ".join(" ".join(parts).split())
