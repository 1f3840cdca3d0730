from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.staff.menu_counts import CountedMenuItem

from .check import CHECKED
from .dashboard_items import DUE
from .models import HelpService
from .views import checks


class HelpServiceViewSet(ModelViewSet):
    model = HelpService
    icon = "help"
    menu_label = _("Help directory")
    menu_name = "help-directory"
    menu_order = 260
    add_to_admin_menu = True
    list_display = [
        "name",
        Column("phone"),
        Column("get_urgency_display", label=_("Group"), classname=WIDE_ONLY),
        Column("hours_in_words", label=_("Open"), classname=WIDE_ONLY),
        Column("checked_on", label=_("Checked on"), sort_key="checked_on", classname=WIDE_ONLY),
        Column("check_again_on", label=_("Check again on")),
        BooleanColumn("is_in_panels", label=_("In panels"), classname=WIDE_ONLY),
    ]
    list_filter = ["urgency", "nation", "is_sample"]
    search_fields = ["name", "audience"]
    search_backend_name = None  # SQLite’s index has no such columns
    ordering = ["checked_on"]
    list_export = [
        "name",
        "urgency",
        "phone",
        "opening_hours",
        "hours",
        "audience",
        "checked_on",
        "source_url",
    ]
    inspect_view_enabled = True


class ChecksMenuItem(CountedMenuItem):
    """Says in the menu how many are due, so that no keeper has to look."""

    count = DUE
    counted_label = _("Numbers due ({number})")


@hooks.register("register_admin_urls")
def check_urls() -> list[URLPattern]:
    return [
        path("help-checks/", checks.service_checks, name="help-checks"),
        path("help-checks/<int:pk>/", checks.check_service, name="help-check"),
    ]


@hooks.register("register_admin_menu_item")
def checks_menu_item() -> MenuItem:
    return ChecksMenuItem(
        _("Numbers to check"), reverse("help-checks"), name="help-checks", icon_name="check", order=261
    )


@hooks.register("register_log_actions")
def check_log_action(actions: LogActionRegistry) -> None:
    actions.register_action(CHECKED, "Check", _("Checked number, hours and audience"))


@hooks.register("register_admin_viewset")
def register_help_services() -> HelpServiceViewSet:
    return HelpServiceViewSet("help_services")
