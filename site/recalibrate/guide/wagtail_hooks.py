from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import editors_guide, guide_picture


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    return [
        path("guide/", editors_guide, name="editors-guide"),
        re_path(r"^guide/(?P<file>[a-z-]+\.png)$", guide_picture, name="editors-guide-picture"),
    ]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    return MenuItem(
        _("Editors’ guide"), reverse("editors-guide"), name="editors-guide", icon_name="help", order=10
    )
