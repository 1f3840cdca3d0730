from collections.abc import Iterable

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ModelMultipleChoiceFilter
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from blog.models import PostPage
from blog.post_listing import add_post_filter

from .models import ImportRun, Origin
from .views import MAY, imports, one_import

MOST_REMARKS = 20  # above the form they came for, no one reads more


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
                "{}<ul>{}</ul>{}",
                gettext("This post was brought in from elsewhere. Look at these before you publish it:"),
                lines,
                gettext("and {count} more, in the report of the import").format(count=more)
                if more > 0
                else "",
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


class ImportFilter(ModelMultipleChoiceFilter):
    """Only posts that one of these imports brought in."""

    def filter(self, posts: "QuerySet[PostPage]", runs: Iterable[ImportRun]) -> "QuerySet[PostPage]":
        chosen = [run.pk for run in runs]
        return posts.filter(pk__in=Origin.objects.filter(run__in=chosen).values("page")) if chosen else posts


add_post_filter(
    "imported",
    ImportFilter(
        label=_("Imported"),
        queryset=lambda request: ImportRun.objects.filter(state=ImportRun.State.DONE).defer(
            "content", "report"
        ),
        widget=CheckboxSelectMultiple,
    ),
)
