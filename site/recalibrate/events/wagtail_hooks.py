from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Event


class EventViewSet(ModelViewSet):
    model = Event
    icon = "date"
    menu_label = "Dates"
    menu_name = "dates"
    menu_order = 255
    add_to_admin_menu = True
    list_display = [
        "title",
        Column("get_kind_display", label="Kind"),
        Column("starts_at", label="Starts", sort_key="starts_at"),
        "place",
        BooleanColumn("is_cancelled", label="Cancelled"),
    ]
    list_filter = ["kind", "is_cancelled"]
    search_fields = ["title", "place"]
    ordering = ["-starts_at"]


@hooks.register("register_admin_viewset")
def register_events() -> EventViewSet:
    return EventViewSet("dates")
