"""Two records that mean the same become one: all that names the one names the other, at every address.

What is known to Django as a relation moves by itself, in rows and inside versions of pages. What names a
record in another way (a subscription, an index, an approval) follows by `follow()`, called in `ready()`.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Field, Model, QuerySet, UniqueConstraint
from django.utils.translation import gettext
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex

from .merged_versions import rewrite_versions, versions_naming
from .past_slugs import lead_to, past_slugs, take_over

Following = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Follower:
    """`around(gone, kept)` gives a context in which the merge happens; `count(gone)` says how many follow."""

    around: Following
    label: str = ""
    count: Callable[[Any], int] = lambda gone: 0


_followers: dict[str, Follower] = {}


def follow(name: str, follower: Follower) -> None:
    """From now on, this follows whenever two records are merged."""
    _followers[name] = follower


def what_moves(gone: Model) -> list[tuple[str, int]]:
    """In words with their numbers: all that will name another record; nothing for what there is none of."""
    named: dict[str, set[Any]] = {}
    for model, field, rows in rows_naming(gone):
        thing, key = thing_in(model, field)
        named.setdefault(str(thing._meta.verbose_name_plural), set()).update(rows.values_list(key, flat=True))
    counted = [(label, len(keys)) for label, keys in named.items()]
    counted += [(follower.label, follower.count(gone)) for follower in _followers.values()]
    counted += [(gettext("versions of pages"), sum(1 for _ in versions_naming(gone)))]
    counted += [(gettext("old addresses"), past_slugs(type(gone)).filter(key=gone.pk).count() + 1)]
    return [(label, count) for label, count in counted if count]


def thing_in(model: type[Model], field: Field[Any, Any]) -> tuple[Any, str]:
    """What a row is of, for people: a tie of two things is of the other one."""
    others = [other for other in model._meta.concrete_fields if other.many_to_one and other is not field]
    is_tie = model._meta.auto_created or issubclass(model, ItemBase) or any(is_parental(o) for o in others)
    owners = [other for other in others if is_parental(other)] or others
    return (owners[0].related_model, owners[0].attname) if is_tie and owners else (model, "pk")


def is_parental(field: Any) -> bool:
    return isinstance(field, ParentalKey)


@transaction.atomic
def merge_records(gone: Any, *, into: Any, by: Any) -> None:
    """Let `into` take over everything of `gone`, which is deleted. For good."""
    kept = into
    if type(gone) is not type(kept) or gone.pk == kept.pk:
        raise ValueError(gettext("Only two records of one kind can be merged."))
    with ExitStack() as following:
        for follower in _followers.values():
            following.enter_context(follower.around(gone, kept))
        for model, field, rows in rows_naming(gone):
            move(model, field, rows, kept)
        rewrite_versions(gone, kept)
        move_references(gone, kept)
        take_over(gone, kept)
        slug, words = gone.slug, search_words_of(gone)
        log(gone, "wagtail.delete", user=by)
        gone.delete()
        add_words(kept, words)
        kept.save()
        if not getattr(kept, "is_anonymous", False):
            lead_to(kept, slug, was_its_own=False)
        log(kept, "wagtail.edit", user=by, content_changed=True)


def rows_naming(record: Model) -> Iterator[tuple[type[Model], Field[Any, Any], QuerySet[Any]]]:
    """Every kind of row with a key to the record, whatever its app, ties of many to many among them."""
    relations: list[Any] = record._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            field = relation.field
            yield field.model, field, field.model._base_manager.filter(**{field.name: record})


def move(model: type[Model], field: Field[Any, Any], rows: QuerySet[Any], kept: Model) -> None:
    """Let the rows name the kept record; of two that would then say the same, one stays."""
    doubled = [row.pk for row in rows if is_doubled(model, field, row, kept)]
    model._base_manager.filter(pk__in=doubled).delete()
    rows.update(**{field.name: kept})


def is_doubled(model: type[Model], field: Field[Any, Any], row: Any, kept: Model) -> bool:
    """Whether there is such a row for the kept record, or it would come to stand beside itself."""
    keys = [other for other in model._meta.concrete_fields if other.related_model is field.related_model]
    if (
        model._meta.auto_created
        and len(keys) == 2
        and all(getattr(row, key.attname) in (getattr(row, field.attname), kept.pk) for key in keys)
    ):
        return True
    for names in unique_together(model):
        if field.name in names:
            others = {name: getattr(row, name) for name in names if name != field.name}
            if model._base_manager.filter(**others, **{field.name: kept}).exists():
                return True
    return False


def unique_together(model: Any) -> list[tuple[str, ...]]:
    constraints = [
        tuple(c.fields) for c in model._meta.constraints if isinstance(c, UniqueConstraint) and c.fields
    ]
    own = [(field.name,) for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    return [*map(tuple, model._meta.unique_together), *constraints, *own]


def move_references(gone: Model, kept: Model) -> None:
    """Wagtail's index of what is used where, as if every page had been saved again."""
    kind = ContentType.objects.get_for_model(gone)
    named = ReferenceIndex.objects.filter(to_content_type=kind)
    place = ("base_content_type_id", "object_id", "model_path", "content_path")
    there = set(named.filter(to_object_id=str(kept.pk)).values_list(*place))
    for pk, *where in list(named.filter(to_object_id=str(gone.pk)).values_list("pk", *place)):
        row = ReferenceIndex.objects.filter(pk=pk)
        row.delete() if tuple(where) in there else row.update(to_object_id=str(kept.pk))


def search_words_of(record: Any) -> list[str]:
    """What a search found it by."""
    if not hasattr(record, "search_words"):
        return []
    said = [record.name, getattr(record, "label", ""), *record.search_words.split(",")]
    return [word.strip() for word in said if word.strip()]


def add_words(kept: Any, words: list[str]) -> None:
    """A reader who looks for the one is led to the other."""
    known = {word.casefold() for word in search_words_of(kept)}
    new = dict.fromkeys(word for word in words if word.casefold() not in known)
    if new:
        kept.search_words = ", ".join([*filter(None, [kept.search_words.strip(" ,")]), *new])
