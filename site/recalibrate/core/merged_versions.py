"""Names inside versions of pages: what a draft or an old version says by key, exchanged for another key."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision

Content = dict[str, Any]
BATCH = 100  # versions of a long post take a megabyte together


def versions_naming(record: Model) -> Iterator[Revision]:
    """Every version of a page that names the record."""
    for model in models_naming(type(record)):
        kind = ContentType.objects.get_for_model(model)
        versions = Revision.objects.filter(content_type=kind).only("pk", "content", "object_id")
        for version in versions.iterator(chunk_size=BATCH):
            if exchange(model, version.content, type(record), record.pk, None):
                yield version


def rewrite_versions(gone: Model, kept: Model) -> None:
    """Let versions that name the one name the other, so that each still opens, compares and can come back."""
    changed: list[Revision] = []
    for version in versions_naming(gone):
        model = version.content_type.model_class()
        exchange(model, version.content, type(gone), gone.pk, kept.pk)
        changed.append(version)
        if len(changed) == BATCH:
            Revision.objects.bulk_update(changed, ["content"])
            changed = []
    Revision.objects.bulk_update(changed, ["content"])


@cache
def models_naming(target: type[Model]) -> tuple[type[Model], ...]:
    pages = [model for model in apps.get_models() if issubclass(model, Page)]
    return tuple(page for page in pages if may_refer_to(page, target))


def may_refer_to(model: type[Model], target: type[Model]) -> bool:
    """Whether what is stored of the model has a key of the target's, or may have in its rows."""
    keys = any(field.related_model is target for field in stored(model))
    return keys or any(may_refer_to(child.related_model, target) for child in get_all_child_relations(model))


def stored(model: type[Model]) -> list[Any]:
    """Its own columns, and what it keeps a list of keys for."""
    return [*model._meta.concrete_fields, *model._meta.many_to_many]


def exchange(model: Any, content: Content, target: type[Model], before: Any, after: Any) -> bool:
    """Whether the content names `before`; with `after` given, it names that from now on, once."""
    found = False
    for field in stored(model):
        value = content.get(field.name)
        if field.related_model is not target or value is None:
            continue
        if isinstance(value, list) and before in value:
            found = True
            if after is not None:
                content[field.name] = list(dict.fromkeys(after if key == before else key for key in value))
        elif value == before:
            found = True
            if after is not None:
                content[field.name] = after
    for relation in get_all_child_relations(model):
        name, child = relation.get_accessor_name(), relation.related_model
        rows = content.get(name) or []
        touched = [exchange(child, row, target, before, after) for row in rows]
        if any(touched):
            found = True
            if after is not None:
                content[name] = once(rows, touched, child, target)
    return found


def once(rows: list[Content], touched: list[bool], child: Any, target: type[Model]) -> list[Content]:
    """The rows, without one that came to name what another names already."""
    keys = [field.name for field in stored(child) if field.related_model is target]
    said = [tuple(str(row.get(key)) for key in keys) for row in rows]
    seen = {name for name, is_touched in zip(said, touched, strict=True) if not is_touched}
    left = []
    for row, name, is_touched in zip(rows, said, touched, strict=True):
        if not is_touched or name not in seen:
            left.append(row)
            seen.add(name)
    return left
