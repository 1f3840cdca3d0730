"""Brings the index up to date whenever something that can be found changes, in the same transaction."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from recalibrate.core.public_kinds import kind_of, public_kinds

from .index import remove_entries, update_entries, update_entries_below, update_entry


def on_page(*, sender: type[Model], instance: Page, **kwargs: Any) -> None:
    if kind := kind_of(sender):
        update_entry(kind, instance.pk)


def on_move(*, instance: Page, **kwargs: Any) -> None:
    update_entries_below(instance.path)


def on_restriction(*, instance: PageViewRestriction, **kwargs: Any) -> None:
    update_entries_below(instance.page.path)


def on_save(*, sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """A row of a kind that is no page, or something that such a row or a page is shown with."""
    if raw:
        return
    kind = kind_of(sender)
    if kind and not issubclass(sender, Page):
        update_entry(kind, instance.pk)
    for other in public_kinds():
        for dependency in other.depends_on:
            if dependency.model is sender:
                update_entries(dependency.affected(instance))


def on_tags(*, instance: Any, action: str, **kwargs: Any) -> None:
    kind = kind_of(type(instance))
    if action.startswith("post_") and kind and not issubclass(kind.model, Page):
        update_entry(kind, instance.pk)


def on_delete(*, sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if kind := kind_of(sender):
        remove_entries(kind, [instance.pk])


def connect() -> None:
    for published in (page_published, page_unpublished):
        published.connect(on_page, dispatch_uid="search-page")
    for moved in (post_page_move, page_slug_changed):
        moved.connect(on_move, dispatch_uid="search-moved")
    for changed in (post_save, post_delete):
        changed.connect(on_restriction, sender=PageViewRestriction, dispatch_uid="search-restriction")
    post_save.connect(on_save, dispatch_uid="search-saved")
    m2m_changed.connect(on_tags, dispatch_uid="search-tagged")
    post_delete.connect(on_delete, dispatch_uid="search-deleted")
