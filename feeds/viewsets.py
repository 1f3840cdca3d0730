"""Sources and decisions in the admin."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Curation, Source


class SourceViewSet(ModelViewSet):
    model = Source
    icon = "globe"
    menu_label = "Sources"
    menu_name = "sources"
    menu_order = 211
    add_to_admin_menu = True
    list_display = [
        "name",
        Column("health", label="How it is"),
        Column("last_success_at", label="Last success", sort_key="last_success_at"),
        Column("next_check", label="Next check", sort_key="next_check_at"),
        BooleanColumn("is_paused", label="Paused"),
    ]
    list_filter = ["is_paused"]
    search_fields = ["name", "site_url", "feed_url"]
    ordering = ["name"]
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldPanel("site_url"),
        FieldPanel("feed_url"),
        FieldPanel("offers"),
        MultiFieldPanel([FieldPanel("licence_note"), FieldPanel("has_excerpts")], "Licence"),
        MultiFieldPanel([FieldPanel("is_paused"), FieldPanel("review_note")], "Following"),
    ]


class CurationViewSet(ModelViewSet):
    model = Curation
    icon = "pick"
    menu_label = "Decided items"
    menu_name = "curations"
    menu_order = 212
    add_to_admin_menu = True
    add_view_enabled = False
    list_display = [
        "item",
        Column("get_decision_display", label="Decision"),
        "line",
        "decided_by",
        "decided_at",
    ]
    list_filter = ["decision"]
    ordering = ["-decided_at"]
    panels = [
        FieldPanel("item", read_only=True),
        FieldPanel("decision"),
        FieldPanel("line"),
        FieldPanel("states_of_mind"),
        FieldRowPanel([FieldPanel("strategy"), FieldPanel("half")]),
        FieldRowPanel([FieldPanel("is_sensitive"), FieldPanel("is_pinned"), FieldPanel("expires_on")]),
    ]
