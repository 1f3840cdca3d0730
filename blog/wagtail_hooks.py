from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from recalibrate.core.admin_columns import WIDE_ONLY

from . import action_bar, content_checks, post_listing, publish_warnings, reports, second_reading, submission
from .models import Series
from .notice_one_change import notice_one_change

hooks.register("before_publish_page", publish_warnings.warn_before_publishing)
hooks.register("before_create_page", publish_warnings.save_instead_of_publishing)
hooks.register("before_bulk_action", publish_warnings.warn_before_bulk_publishing)
hooks.register("before_copy_page", publish_warnings.warn_before_copying)
hooks.register("construct_page_action_menu", publish_warnings.hide_publish_button)
hooks.register("construct_page_action_menu", order=100)(action_bar.arrange_actions)
hooks.register("register_page_action_menu_item")(action_bar.ScheduleItem)
hooks.register("register_page_action_menu_item")(action_bar.UnscheduleItem)
hooks.register("after_edit_page", action_bar.say_what_is_true_now)
hooks.register("after_create_page", action_bar.say_what_is_true_now)
hooks.register("before_edit_page", second_reading.read_instead_of_editing)
hooks.register("after_edit_page", submission.go_to_checklist)
hooks.register("after_create_page", submission.go_to_checklist)
hooks.register("after_edit_page", notice_one_change, order=-1)  # before one that leads elsewhere
hooks.register("after_create_page", notice_one_change, order=-1)
hooks.register("construct_wagtail_userbar", content_checks.check_with_care)


@hooks.register("register_admin_viewset")
def post_viewset() -> post_listing.PostViewSet:
    return post_listing.PostViewSet()


@hooks.register("register_admin_urls")
def post_urls() -> list[URLPattern]:
    care = reports.CareReport
    return [
        path("posts/<int:pk>/checklist/", submission.checklist_view, name="post-checklist"),
        path("posts/<int:pk>/second-reading/", second_reading.second_reading, name="post-second-reading"),
        path("reports/care/", care.as_view(), name="care-report"),
        path("reports/care/results/", care.as_view(results_only=True), name="care-report-results"),
        path("reports/balance/", reports.BalanceView.as_view(), name="post-balance"),
    ]


class PostsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Page).user_has_any_permission(request.user, reports.MAY))


@hooks.register("register_reports_menu_item")
def care_menu_item() -> MenuItem:
    return PostsMenuItem(_("Content checks"), reverse("care-report"), icon_name="glasses", order=300)


@hooks.register("register_reports_menu_item")
def balance_menu_item() -> MenuItem:
    return PostsMenuItem(_("Balance of posts"), reverse("post-balance"), icon_name="table", order=310)


@register_snippet
class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    menu_label = _("Series")
    menu_order = 280
    add_to_admin_menu = True
    list_display = ["name", Column("intro", classname=WIDE_ONLY)]
    search_fields = ["name"]
