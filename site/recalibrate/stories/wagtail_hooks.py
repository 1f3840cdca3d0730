from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry

from .views import admin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# So that Wagtail's group editor offers them: no snippet or viewset brings them there.
PERMISSIONS = [
    *("view_contribution", "change_contribution", "view_reply", "change_reply"),
    *("view_contact", "delete_contact"),
]


class PermittedItem(MenuItem):
    def __init__(self, label: StrOrPromise, url: str, permission: str, **kwargs: object) -> None:
        super().__init__(label, url, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def story_urls() -> list[URLPattern]:
    return [
        path("arrived/", admin.contributions, name="contributions"),
        re_path(
            r"^arrived/(?P<pk>\d+)/(?P<way>release|aside)/$",
            admin.settle_contribution,
            name="settle-contribution",
        ),
        path("arrived/replies/", admin.replies, name="replies"),
        re_path(
            r"^arrived/replies/(?P<pk>\d+)/(?P<way>answered|keep|dismiss|reopen)/$",
            admin.settle_reply,
            name="settle-reply",
        ),
        path("arrived/contacts/<int:pk>/", admin.contact, name="contact"),
        path("arrived/contacts/<int:pk>/delete/", admin.delete_contact, name="delete-contact"),
    ]


@hooks.register("register_admin_menu_item")
def arrived_menu() -> MenuItem:
    stories, replies = "stories.view_contribution", "stories.view_reply"
    items = [
        PermittedItem("Stories", reverse("contributions"), stories, icon_name="edit", order=10),
        PermittedItem(_("Replies to the editor"), reverse("replies"), replies, icon_name="mail", order=20),
    ]
    return SubmenuMenuItem(_("Submissions"), Menu(items=items), name="arrived", icon_name="mail", order=255)


@hooks.register("register_log_actions")
def contact_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(admin.CONTACT_READ, _("Read the contact"), _("Read the contact"))
    actions.register_action(admin.CONTACT_DELETED, _("Delete the contact"), _("Deleted the writer’s contact"))


@hooks.register("register_permissions")
def contact_permissions():  # type: ignore[no-untyped-def]  # a queryset of permissions
    return Permission.objects.filter(
        content_type__app_label="stories",
        codename__in=PERMISSIONS,
    )
