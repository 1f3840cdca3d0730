"""What the versions of pages name: in fields, rows, tags, stream fields and rich text. A name is a use."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model, Q, TextField
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision
from wagtail.rich_text import extract_references_from_rich_text

Named = tuple[type[Model], str]  # the model that the row is stored in, and its key
# What a version says of itself, of people and of the tree: nothing that an editor names.
NOT_NAMES = {"content_type", "owner", "locked_by", "latest_revision", "live_revision", "locale", "alias_of"}


def names_in(model: type[Model], content: dict[str, Any]) -> Iterator[Named]:
    """Everything that a page's content names, as it is stored in a revision."""
    for field in model._meta.get_fields():
        value = content.get(field.name)
        if value and field.name not in NOT_NAMES:
            yield from _in_field(field, value)
    for relation in get_all_child_relations(model):
        for row in content.get(relation.get_accessor_name()) or []:
            yield from names_in(relation.related_model, row)


def _in_field(field: Any, value: Any) -> Iterator[Named]:
    if isinstance(field, ParentalKey) or getattr(field, "auto_created", False):
        return
    if isinstance(field, ForeignKey) and not field.remote_field.parent_link:
        yield _named(field.related_model, value)
    elif isinstance(field, ParentalManyToManyField):
        yield from (_named(field.related_model, one) for one in value)
    elif isinstance(field, StreamField):
        raw = field.to_python(value).raw_data
        yield from _in_block(field.stream_block, [dict(part) for part in raw])
    elif isinstance(field, RichTextField):
        yield from _in_rich_text(value)


def _named(model: Any, key: Any) -> Named:
    """A page is known as a page, whatever its kind."""
    while parents := list(model._meta.parents):
        model = parents[0]
    return model, str(key)


def _in_rich_text(html: str) -> Iterator[Named]:
    for model, key, *_ in extract_references_from_rich_text(html):
        yield _named(model, key)


def _in_block(block: Block, raw: Any) -> Iterator[Named]:
    if not raw:
        return
    if isinstance(block, ChooserBlock):
        yield _named(block.model_class, raw)
    elif isinstance(block, RichTextBlock):
        yield from _in_rich_text(raw)
    elif isinstance(block, StreamBlock):
        for part in raw:
            if child := block.child_blocks.get(part["type"]):
                yield from _in_block(child, part["value"])
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, raw.get(name))
    elif isinstance(block, ListBlock):
        for one in raw:
            yield from _in_block(block.child_block, one["value"] if _is_item(one) else one)
    elif isinstance(block, BaseTypedTableBlock):
        yield from _in_table(block, raw)


def _is_item(one: Any) -> bool:
    return isinstance(one, dict) and one.get("type") == "item"


def _in_table(block: BaseTypedTableBlock, raw: dict[str, Any]) -> Iterator[Named]:
    children = [block.child_blocks.get(column["type"]) for column in raw["columns"]]
    for row in raw["rows"]:
        for child, value in zip(children, row["values"], strict=False):
            if child:
                yield from _in_block(child, value)


def pages_naming(things: Sequence[Model]) -> set[str]:
    """The keys of the pages of which some version names one of these; the database looks for them first."""
    wanted = {_named(type(thing), thing.pk) for thing in things}
    keys = Q()
    for _, key in wanted:
        for before in (" ", "[", '"'):  # as a value, in a list, in rich text
            keys |= Q(text__contains=f"{before}{key}")
    if not wanted:
        return set()
    pages = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.filter(base_content_type=pages)
    revisions = revisions.annotate(text=Cast("content", TextField()))
    found: set[str] = set()
    rows = revisions.filter(keys).values_list("content_type", "object_id", "content")
    for content_type, object_id, content in rows.iterator(chunk_size=100):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if object_id not in found and model and wanted & set(names_in(model, content)):
            found.add(object_id)
    return found - {key for model, key in wanted if model is Page}


def gone(model: type[Model], content: dict[str, Any]) -> list[str]:
    """What the content names that has been deleted since, in words; a query for each model it names."""
    keys: dict[type[Model], set[str]] = {}
    for named, key in names_in(model, content):
        keys.setdefault(named, set()).add(key)
    missing = {named: len(keys[named] - _there(named, keys[named])) for named in keys}
    return [_counted(named, number) for named, number in missing.items() if number]


def _there(model: type[Model], keys: Iterable[str]) -> set[str]:
    return {str(key) for key in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)}


def _counted(model: type[Model], number: int) -> str:
    meta = model._meta
    return f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"
