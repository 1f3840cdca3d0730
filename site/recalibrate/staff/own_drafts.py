"""Who may write sees their own drafts and what is published; other people’s drafts are no one’s business."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import AbstractPage, Page, PageQuerySet
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

SEEING = {"change", "publish"}  # those who have one of these for a place see everything below it


class OwnDraftsPolicy(PagePermissionPolicy):
    """Wagtail’s, but what may be explored leaves out drafts by others."""

    def explorable_instances(self, user: Any) -> PageQuerySet:
        return without_others_drafts(super().explorable_instances(user), user)


def without_others_drafts(pages: PageQuerySet, user: Any) -> PageQuerySet:
    if user.is_superuser:
        return pages
    visible = Q(live=True) | Q(owner=user.pk)
    for granted in policy_registry.get_by_type(AbstractPage).get_cached_permissions_for_user(user):
        if granted.permission.codename.removesuffix("_page") in SEEING:
            visible |= Q(path__startswith=granted.page.path)
    return pages.filter(visible)


def hide_in_choosers(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return without_others_drafts(pages, request.user)


def refuse_asking_about(request: HttpRequest, page: Page, destination: Page) -> None:
    """Wagtail checks when a page is moved; its question before that tells anybody the title of a draft."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


def connect() -> None:
    register_permission_policy(AbstractPage, OwnDraftsPolicy())
