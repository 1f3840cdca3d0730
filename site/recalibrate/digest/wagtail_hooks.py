from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import admin
from .views.refused import refused_subscriptions


class DigestMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("digest.view_digest")


@hooks.register("register_admin_urls")
def digest_urls() -> list[URLPattern]:
    return [
        path("digest/", admin.digest_overview, name="digest-overview"),
        path("digest/preview/<path:subject_path>/", admin.digest_preview, name="digest-preview"),
        path("refused-subscriptions/", refused_subscriptions, name="refused-subscriptions"),
    ]


@hooks.register("register_reports_menu_item")
def digest_menu_item() -> MenuItem:
    return DigestMenuItem(_("Weekly e-mail"), reverse("digest-overview"), icon_name="mail", order=700)
