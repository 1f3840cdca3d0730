from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from recalibrate.core.admin_columns import WIDE_ONLY

from .models import Event


def cancelled_in_words(event: Event) -> str:
    return "cancelled" if event.is_cancelled else ""


class EventViewSet(ModelViewSet):
    model = Event
    icon = "date"
    menu_label = _("Dates")
    menu_name = "dates"
    menu_order = 255
    add_to_admin_menu = True
    list_display = [
        "title",
        Column("get_kind_display", label=_("Kind"), classname=WIDE_ONLY),
        Column("starts_at", label=_("Starts"), sort_key="starts_at"),
        Column("place", label=_("Place"), sort_key="place", classname=WIDE_ONLY),
        Column("cancelled_in_words", label=_("Cancelled"), accessor=cancelled_in_words),
    ]
    list_filter = ["kind", "is_cancelled"]
    search_fields = ["title", "place"]
    ordering = ["-starts_at"]


@hooks.register("register_admin_viewset")
def register_events() -> EventViewSet:
    return EventViewSet("dates")
