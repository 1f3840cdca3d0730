from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from .models import Origin
from .views import MAY, imports, one_import

MOST_REMARKS = 20


@hooks.register("before_edit_page")
def say_what_to_look_at(request: HttpRequest, page: Page) -> None:
    """Above a draft that was brought in, until it is published: what is missing, and what is unclear."""
    if request.method != "GET" or page.live:
        return
    for origin in Origin.objects.filter(page_id=page.pk).exclude(remarks=[]):
        lines = format_html_join("", "<li>{}</li>", ((line,) for line in origin.remarks[:MOST_REMARKS]))
        more = len(origin.remarks) - MOST_REMARKS
        messages.warning(
            request,
            format_html(
                "This post was brought in from elsewhere. To look at before it is published: <ul>{}</ul>{}",
                lines,
                f"and {more} more, in the report of the import" if more > 0 else "",
            ),
        )


class ImportsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY))


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    return [path("imports/", imports, name="imports"), path("imports/<int:pk>/", one_import, name="import")]


@hooks.register("register_settings_menu_item")
def imports_menu_item() -> MenuItem:
    return ImportsMenuItem("Imports", reverse("imports"), name="imports", icon_name="download", order=900)


@hooks.register("construct_explorer_page_queryset")
def only_what_was_imported(parent: Page, pages: "QuerySet[Page]", request: HttpRequest) -> "QuerySet[Page]":
    """With `?imported=NUMBER`, the posts that this import brought in."""
    number = request.GET.get("imported", "")
    if not (number.isascii() and number.isdigit()):
        return pages
    return pages.filter(pk__in=Origin.objects.filter(run=int(number[:9])).values("page"))
