from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import page_permission_policy

from .views import links
from .views.inbox import Inbox, decide, not_the_same
from .viewsets import CurationViewSet, SourceViewSet


class InboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feeds.add_curation")


@hooks.register("register_admin_urls")
def inbox_urls() -> list[URLPattern]:
    return [
        path("inbox/", Inbox.as_view(), name="inbox"),
        path("inbox/<int:pk>/", decide, name="inbox-decide"),
        path("inbox/<int:pk>/not-the-same/", not_the_same, name="inbox-not-the-same"),
    ]


@hooks.register("register_admin_menu_item")
def inbox_menu_item() -> MenuItem:
    return InboxMenuItem("Inbox", reverse("inbox"), name="inbox", icon_name="mail", order=210)


class LinksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, links.MAY))


@hooks.register("register_admin_urls")
def link_urls() -> list[URLPattern]:
    report = links.LinkReport
    return [
        path("reports/links/", report.as_view(), name="link-report"),
        path("reports/links/results/", report.as_view(results_only=True), name="link-report-results"),
        path("reports/links/<int:pk>/", links.look_again, name="link-check"),
    ]


@hooks.register("register_reports_menu_item")
def links_menu_item() -> MenuItem:
    return LinksMenuItem("Links", reverse("link-report"), name="links", icon_name="link", order=690)


@hooks.register("register_admin_viewset")
def viewsets() -> list[ModelViewSet]:
    return [SourceViewSet("sources"), CurationViewSet("curations")]
