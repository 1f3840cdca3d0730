"""One row as JSON and back. Log-ins and content types go by name: their numbers differ from site to site."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, Model
from django.utils.encoding import is_protected_type
from wagtail.fields import StreamField
from wagtail.models import BaseViewRestriction, Revision

from feeds.models import Source
from recalibrate.core.models import User

Row = dict[str, Any]
LOG_IN = ("username", "first_name", "last_name", "is_sample")


def fields_of(model: type[Model]) -> list[Field[Any, Any]]:
    """What is in the model's own table."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def to_row(thing: Model) -> Row:
    if isinstance(thing, User):
        return {name: getattr(thing, name) for name in LOG_IN}
    row = {field.attname: _value(field, thing) for field in fields_of(type(thing))}
    if isinstance(thing, Revision):
        row["content"] = _named(row["content"])
    if isinstance(thing, BaseViewRestriction) and row["restriction_type"] != "none":
        # Neither passwords nor groups go along; those who were let in by one have to log in.
        row |= {"password": "", "restriction_type": "login"}
    if isinstance(thing, Source):
        row["lease_token"] = ""
    return row


def _value(field: Field[Any, Any], thing: Model) -> Any:
    value = field.value_from_object(thing)
    if value is not None and field.related_model is ContentType:
        return _content_type_name(value)
    if value is not None and field.related_model is User:
        return _usernames().get(value)
    if isinstance(value, datetime):  # Django’s encoder cuts microseconds
        return value.isoformat()
    if isinstance(field, StreamField):
        return json.loads(field.value_to_string(thing))
    return value if is_protected_type(value) else field.value_to_string(thing)


def from_row(model: type[Model], row: Row) -> Model:
    values = {field.attname: _read(field, row[field.attname]) for field in fields_of(model)}
    if model is Revision:
        values["content"] = _numbered(values["content"])
    return model(**values)


def _read(field: Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None
    if field.related_model is ContentType:
        return _content_type(value)
    if field.related_model is User:
        return _user_numbers().get(value)
    return (field.target_field if field.is_relation else field).to_python(value)  # type: ignore[attr-defined]


def _named(content: Row) -> Row:
    """A revision's content with names for the numbers that are this site's own."""
    return _exchanged(content, _content_type_name, _usernames().get)


def _numbered(content: Row) -> Row:
    return _exchanged(content, _content_type, _user_numbers().get)


def _exchanged(content: Row, kind: Callable[[Any], Any], person: Callable[[Any], Any]) -> Row:
    ways = {"content_type": kind, "owner": person, "locked_by": person}
    return {key: ways[key](value) if key in ways and value else value for key, value in content.items()}


@cache
def _usernames() -> dict[int, str]:
    return dict(User.objects.values_list("pk", "username"))


@cache
def _user_numbers() -> dict[str, int]:
    return dict(User.objects.values_list("username", "pk"))


@cache
def _content_type_name(pk: int) -> str:
    found = ContentType.objects.get_for_id(pk)
    return f"{found.app_label}.{found.model}"


@cache
def _content_type(name: str) -> int:
    app, model = name.split(".")
    return ContentType.objects.get_by_natural_key(app, model).pk


def clear_cached_numbers() -> None:
    """Another site, or another moment: forget the numbers."""
    for known in (_usernames, _user_numbers, _content_type_name, _content_type):
        known.cache_clear()
