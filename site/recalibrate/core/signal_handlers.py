"""Bumps the site revision whenever something that readers see changes."""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from .models import (
    Contributor,
    Discipline,
    HardPhrase,
    SiteIdentity,
    SiteImage,
    SiteRevision,
    StateOfMind,
    Strategy,
    Synonym,
)

PUBLIC_RECORDS: list[type[Model]] = [
    Contributor, Discipline, HardPhrase, SiteIdentity, SiteImage, StateOfMind, Strategy, Synonym,
]  # fmt: skip


def bump(**kwargs: Any) -> None:
    SiteRevision.bump()


def bump_if_page(*, sender: type[Model], **kwargs: Any) -> None:
    if issubclass(sender, Page):
        SiteRevision.bump()


_watched: list[type[Model]] = []


def watched() -> tuple[type[Model], ...]:
    """Every kind of row that readers see something of, besides pages."""
    return tuple(_watched)


def watch(model: type[Model]) -> None:
    """From now on, saving or deleting one of these counts as a change that readers see."""
    _watched.append(model)
    post_save.connect(bump, sender=model, dispatch_uid=f"revision-save-{model._meta.label}")
    post_delete.connect(bump, sender=model, dispatch_uid=f"revision-delete-{model._meta.label}")


def connect() -> None:
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(bump, dispatch_uid="revision")
    post_delete.connect(bump_if_page, dispatch_uid="revision-page-deleted")
    m2m_changed.connect(bump, sender=StateOfMind.related.through, dispatch_uid="revision-related-states")
    for model in PUBLIC_RECORDS:
        watch(model)
    for name in ("PageViewRestriction", "Site"):
        watch(apps.get_model("wagtailcore", name))
