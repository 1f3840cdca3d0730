from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from .views import MAY, LinkReport, recheck_link


class LinksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, MAY))


@hooks.register("register_admin_urls")
def link_urls() -> list[URLPattern]:
    return [
        path("reports/links/", LinkReport.as_view(), name="link-report"),
        path("reports/links/results/", LinkReport.as_view(results_only=True), name="link-report-results"),
        path("reports/links/<int:pk>/", recheck_link, name="link-check"),
    ]


@hooks.register("register_reports_menu_item")
def links_menu_item() -> MenuItem:
    return LinksMenuItem("Links", reverse("link-report"), name="links", icon_name="link", order=690)
