from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from .models import HelpService


class HelpServiceViewSet(ModelViewSet):
    model = HelpService
    icon = "help"
    menu_label = "Help directory"
    menu_name = "help-directory"
    menu_order = 260
    add_to_admin_menu = True
    list_display = [
        "name",
        Column("phone"),
        Column("get_urgency_display", label="Group"),
        Column("checked_on", label="Checked on", sort_key="checked_on"),
        Column("check_again_on", label="Check again on"),
        BooleanColumn("is_in_panels", label="In panels"),
    ]
    list_filter = ["urgency", "nation", "is_sample"]
    search_fields = ["name", "audience"]
    ordering = ["checked_on"]
    list_export = ["name", "urgency", "phone", "hours", "audience", "checked_on", "source_url"]
    inspect_view_enabled = True


@hooks.register("register_admin_viewset")
def register_help_services() -> HelpServiceViewSet:
    return HelpServiceViewSet("help_services")
