"""Slugs that a record once had: noted when it gets another, and what they mean today.

An app says in `ready()` of which of its models the slugs are kept, and each view of which model the slug in
its address is. What is done with an old address is decided in `sharing.old_addresses`.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from .models import PastSlug
from .models.past_slug import past_slugs

logger = logging.getLogger(__name__)

Kwargs = Mapping[str, Any]
View = TypeVar("View", bound=Callable[..., Any])

_kept: dict[type[models.Model], str] = {}


def keep_past_slugs(model: type[models.Model], *, parameter: str = "") -> None:
    """From now on, past slugs of the model are kept. `parameter` is what lists are narrowed by it with."""
    _kept[model] = parameter
    for signal, heard in (
        (pre_save, record_past_slug),
        (post_save, forget_unwanted),
        (post_delete, delete_past_slugs),
    ):
        signal.connect(heard, sender=model, dispatch_uid=f"past-slugs-{model._meta.label}")


def models_with_past_slugs() -> Mapping[type[models.Model], str]:
    """The models whose past slugs are kept, each with its parameter or nothing."""
    return _kept


def takes_slug_of(model: type[models.Model]) -> Callable[[View], View]:
    """Says of a view that `slug` in its address is one of the model's."""

    def renamed(kwargs: Kwargs) -> Kwargs | None:
        slug = slug_now(model, kwargs["slug"])
        return {**kwargs, "slug": slug} if slug else None

    return finds_renamed(renamed)


def finds_renamed(renamed: Callable[[Kwargs], Kwargs | None]) -> Callable[[View], View]:
    """Says of a view how what an old address names is called now; None for what never was."""

    def mark(view: View) -> View:
        view.renamed = renamed  # type: ignore[attr-defined]
        return view

    return mark


def slug_now(model: type[models.Model], slug: str) -> str | None:
    """The slug today of what was once called so; None where nothing was, or something is called so again."""
    if "\0" in slug:  # which PostgreSQL refuses to be asked for
        return None
    records = model._default_manager
    if records.filter(slug=slug).exists():
        return None
    if issubclass(model, Page):
        moved = Redirect.objects.filter(old_path__endswith=f"/{slug}", redirect_page__in=records.all())
        return moved.order_by("-pk").values_list("redirect_page__slug", flat=True).first()
    past = past_slugs(model).filter(slug=slug).values("key")
    return records.filter(pk__in=past).values_list("slug", flat=True).first()


def first_slug(record: models.Model) -> str:
    """The slug that the record had first: it stays the same however often the record is renamed."""
    first = (
        past_slugs(type(record)).filter(key=record.pk, is_first=True).values_list("slug", flat=True).first()
    )
    return first or str(record.slug)  # type: ignore[attr-defined]


def lead_to(record: models.Model, slug: str, *, was_its_own: bool = True) -> None:
    """From now on, addresses with the slug lead to the record."""
    kind = ContentType.objects.get_for_model(record)
    has_first = past_slugs(type(record)).filter(key=record.pk, is_first=True).exists()
    own = {"key": record.pk, "is_first": was_its_own and not has_first}
    PastSlug.objects.get_or_create(kind=kind, slug=slug, defaults=own)


def take_over(gone: models.Model, kept: models.Model) -> None:
    """Old addresses of the one lead to the other, which keeps its own first slug."""
    past_slugs(type(gone)).filter(key=gone.pk).update(key=kept.pk, is_first=False)


def record_past_slug(*, sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Before a save: the slug in the database becomes a past one; a new one is no other record's past."""
    if raw:
        return
    before = sender._default_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if before == instance.slug:
        return
    others = past_slugs(sender).filter(slug=instance.slug).exclude(key=instance.pk or 0)
    if others.delete()[0]:
        logger.warning("“%s” is a new address now; what was known by it is not found there.", instance.slug)
    if before:
        lead_to(instance, before)


def delete_past_slugs(*, instance: models.Model, **kwargs: Any) -> None:
    past_slugs(type(instance)).filter(key=instance.pk).delete()


def forget_unwanted(*, instance: models.Model, **kwargs: Any) -> None:
    """Who has become anonymous is not found by a name they once had."""
    if getattr(instance, "is_anonymous", False):
        delete_past_slugs(instance=instance)
