from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .health.alerts import PERMISSION
from .health.views import health_report


class HealthMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def health_urls() -> list[URLPattern]:
    return [path("condition/", health_report, name="health")]


@hooks.register("register_permissions")
def health_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="operations", codename="view_trouble")


@hooks.register("register_reports_menu_item")
def health_menu_item() -> MenuItem:
    return HealthMenuItem(
        _("Is everything all right?"), reverse("health"), icon_name="tick-inverse", order=100
    )
