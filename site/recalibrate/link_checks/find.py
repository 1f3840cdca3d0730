"""Where a page leads, by its own content: rich text, stream fields, addresses, DOIs, inline rows."""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db.models import Model, URLField
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock, StructValue, URLBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from feeds.pipeline.addresses import MAX_URL
from recalibrate.core.blocks import ReferenceValue

OURS = ("page", "document")


def links_of(page: Page) -> set[str]:
    """The addresses that a page leads to, in the form of `Link.address`. Give it the specific page."""
    return {address for found in _in_fields(page) if (address := _address(found))}


def _in_fields(row: Model) -> Iterator[str]:
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        if isinstance(field, StreamField):
            yield from _in_value(field.stream_block, value)
        elif isinstance(field, RichTextField):
            yield from _in_html(value)
        elif isinstance(field, URLField):
            yield value
    for relation in get_all_child_relations(type(row)):
        if not _may_link(relation.related_model):
            continue
        for child in getattr(row, relation.get_accessor_name()).all():
            yield from _in_fields(child)


@cache
def _may_link(model: type[Model]) -> bool:
    return any(isinstance(one, StreamField | RichTextField | URLField) for one in model._meta.concrete_fields)


def _in_value(block: Block, value: Any) -> Iterator[str]:
    if isinstance(value, RichText):
        yield from _in_html(value.source)
    elif isinstance(value, TypedTable):
        for row in value.rows:
            for cell in row:
                yield from _in_value(cell.block, cell.value)
    elif isinstance(block, URLBlock):
        yield value or ""
    elif isinstance(block, StreamBlock):
        for child in value:
            yield from _in_value(child.block, child.value)
    elif isinstance(block, ListBlock):
        for one in value:
            yield from _in_value(block.child_block, one)
    elif isinstance(block, StructBlock) and isinstance(value, StructValue):  # an ImageBlock’s is a picture
        if isinstance(value, ReferenceValue):
            yield value.doi_url
        for name, child in block.child_blocks.items():
            yield from _in_value(child, value.get(name))


def _in_html(html: str) -> Iterator[str]:
    reader = _Links()
    reader.feed(html)
    reader.close()
    yield from reader.found


class _Links(HTMLParser):
    """Links in rich text as it is stored: `<a href>`, and `<a linktype="page" id>` for what is ours."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag != "a":
            return
        if given.get("linktype") in OURS and given.get("id"):
            self.found.append(f"{given['linktype']}:{given['id']}")
        elif given.get("href"):
            self.found.append(given["href"] or "")


def _address(found: str) -> str:
    """One form for each place; "" for what is no page: a mail address, a number, a part of this page."""
    bare = urldefrag(found.strip()).url
    ours = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    if bare.partition(":")[0] in OURS or (bare.startswith("/") and not bare.startswith("//")):
        return bare[:MAX_URL]
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc or len(bare) > MAX_URL:
        return ""
    return (parts.path or "/") if bare == ours or bare.startswith(f"{ours}/") else bare
