from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from blog.models import PostIndexPage
from recalibrate.core.models import User
from recalibrate.guardian.models import GuardianIndexPage

from .suggested_states import suggested_states
from .waiting import piles

LAST = 10_000  # after every other hook: what they add to the first screen is not on it


class Desk(Component):
    """One list: what waits, one click from being done."""

    name = "desk"
    order = 0
    template_name = "admin/desk.html"
    media = Media(css={"all": ["css/desk.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        found = piles(user)
        count = sum(len(pile.tasks) for pile in found)
        return {"piles": found, "count": count, "beginnings": beginnings(user)}


def beginnings(user: User) -> list[tuple[str, Any, str]]:
    """Icon, words and address of what a colleague may want to begin, if they may."""
    found: list[tuple[str, Any, str]] = []
    if user.has_perm("feeds.add_curation"):
        found += [("mail", "Inbox", reverse("inbox")), ("link", _("Paste a link"), reverse("inbox-paste"))]
    if url := address_to_add(user, PostIndexPage, "blog", "postpage"):
        found.append(("edit", _("Write a post"), url))
        if user.has_perm("feeds.add_curation"):
            found.append(("list-ol", _("Round up the week"), reverse("round-up")))
    if user.has_perm("guardian.change_reportfigure"):
        if url := address_to_add(user, GuardianIndexPage, "guardian", "guardianupdatepage"):
            found.append(("edit", _("Write an update"), url))
        found.append(("table", _("Upload figures"), reverse("guardian-figures-upload")))
    return found


def address_to_add(user: User, below: type[Page], app: str, model: str) -> str:
    """Where a page of the kind is begun; empty if there is no place for it that they may write below."""
    index = below.objects.live().first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return ""
    return reverse("wagtailadmin_pages:add", args=[app, model, index.pk])


@hooks.register("construct_homepage_panels", order=LAST)
def only_the_desk(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [Desk()]


@hooks.register("construct_homepage_summary_items", order=LAST)
def no_summary(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and pictures there are is nothing to do."""
    items.clear()


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [path("posts/<int:pk>/suggested-states/", suggested_states, name="suggested-states")]


@hooks.register("insert_editor_js")
def suggest_states() -> SafeString:
    return format_html(
        '<script src="{}" data-address="{}" data-intro="{}"></script>',
        static("js/suggested-states.js"), reverse("suggested-states", args=[0]), _("Your words speak of:"),
    )  # fmt: skip
