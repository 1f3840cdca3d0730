from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .board import board_view
from .invite import invite
from .models import GuardianReportPage
from .to_do import tasks
from .viewsets import YouSaidViewSet


@hooks.register("register_admin_viewset")
def register_you_said() -> YouSaidViewSet:
    return YouSaidViewSet("you_said")


@hooks.register("register_admin_urls")
def guardian_urls() -> list[URLPattern]:
    return [
        path("guardian/reports/<int:pk>/invite/", invite, name="guardian-invite"),
        path("guardian/reports/<int:pk>/board/", board_view, name="guardian-board"),
    ]


@hooks.register("register_page_header_buttons")
def let_the_forum_read(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if not isinstance(page, GuardianReportPage) or not page.pk:
        return
    if not page.permissions_for_user(user).can_edit():
        return
    if user.has_perm("guardian.view_reportfigure"):
        yield Button("Board view", reverse("guardian-board", args=[page.pk]), icon_name="lock", priority=38)
    if not page.is_public:
        url = reverse("guardian-invite", args=[page.pk])
        yield Button("Let the forum read it", url, icon_name="mail", priority=40)


class ToDoPanel(Component):
    """What waits for the Guardian today."""

    name = "guardian_to_do"
    template_name = "admin/guardian_panel.html"
    order = 120

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"tasks": tasks(timezone.localdate())}


@hooks.register("construct_homepage_panels")
def add_to_do_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("guardian.change_yousaid"):
        panels.append(ToDoPanel())
