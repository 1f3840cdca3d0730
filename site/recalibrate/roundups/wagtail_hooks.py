from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import round_up


class RoundUpMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("feeds.add_curation"))


@hooks.register("register_admin_urls")
def round_up_urls() -> list[URLPattern]:
    return [path("round-up/", round_up, name="round-up")]


@hooks.register("register_admin_menu_item")
def round_up_menu_item() -> MenuItem:
    return RoundUpMenuItem("Round-up", reverse("round-up"), name="round-up", icon_name="list-ol", order=213)
