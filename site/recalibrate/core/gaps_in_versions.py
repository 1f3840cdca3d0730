"""A version that names what has been deleted opens all the same, without it."""

from typing import Any

from django.db.models import CASCADE, DO_NOTHING, SET_NULL, ForeignKey, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations

UNDERSTOOD = (CASCADE, SET_NULL, DO_NOTHING)  # by modelcluster; it raises for every other


def with_gaps(model: type[Model], content: dict[str, Any]) -> dict[str, Any]:
    """The content without what it names that is not there any more."""
    filled = {**content, **dict.fromkeys(_gone(model, content))}
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        rows = content.get(name) or []
        filled[name] = [row for row in rows if not list(_gone(relation.related_model, row))]
    return filled


def _gone(model: type[Model], content: dict[str, Any]) -> list[str]:
    """The fields whose row has been deleted, of those that modelcluster does not see to itself."""
    found = []
    for field in model._meta.concrete_fields:
        key = content.get(field.name)
        if not isinstance(field, ForeignKey) or isinstance(field, ParentalKey) or key is None:
            continue
        if field.remote_field.on_delete not in UNDERSTOOD and not _is_there(field, key):
            found.append(field.name)
    return found


def _is_there(field: Any, key: Any) -> bool:
    named = field.remote_field
    return bool(named.model._base_manager.filter(**{named.field_name: key}).exists())
