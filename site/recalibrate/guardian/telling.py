"""Every word that the Guardian publishes goes through the door too: what may tell a withheld row is pointed out.

The words are those of all text fields, whatever they are called, and of all that stands in their blocks: a field
that is added later is read without a word here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from . import publication
from .figures.telling_words import telling_sentences

# Of the page tree and of links: no words for readers. A page's draft title is its title.
NO_WORDS = frozenset(
    (
        "path",
        "slug",
        "url_path",
        "draft_title",
        "alias_of",
        "translation_key",
        "uuid",
        "board_paper",
        "progress",
    )
)


def texts_of(row: models.Model) -> Iterator[str]:
    """Each text that readers get of a page or record."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in NO_WORDS or not value:
            continue
        if isinstance(field, StreamField):
            yield from strings_in(value)
        elif isinstance(field, RichTextField):
            yield words_of(value)
        elif isinstance(field, models.CharField | models.TextField):
            yield str(value)


def strings_in(value: Any) -> Iterator[str]:
    """The texts of a block's value, however deep."""
    if isinstance(value, StreamValue):
        for block in value:
            yield from strings_in(block.value)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from strings_in(part)
    elif isinstance(value, ListValue | list | tuple):
        for part in value:
            yield from strings_in(part)
    elif isinstance(value, RichText):
        yield words_of(value.source)
    elif isinstance(value, str):
        yield words_of(value)


def words_of(html: str) -> str:
    """A paragraph and an item of a list end a sentence; a word that is half bold is one word."""
    soup = BeautifulSoup(html, "html.parser")
    for block in soup.find_all(["p", "li", "h2", "h3", "h4", "td", "th", "br"]):
        block.append("\n")
    return soup.get_text()


def telling_in(row: models.Model) -> list[tuple[str, str]]:
    """Sentences of it that name a row near a number, as readers now see the figures."""
    return list(telling_sentences(texts_of(row), publication.public_figures()))
