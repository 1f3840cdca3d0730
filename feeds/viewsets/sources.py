"""Sources in the admin."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.staff.guide_link import GuideLink
from recalibrate.staff.menu_counts import CountedMenuItem

from ..dashboard_items import IN_TROUBLE
from ..forms import SourceForm
from ..models import Source
from ..models.source import SourceQuerySet
from ..sources.health import health_of
from ..views import sources
from ..views.several_sources import several_sources
from ..views.sources import AddSource, EditSource, LookAtSource

KINDS: dict[str, Callable[[SourceQuerySet], SourceQuerySet]] = {
    "needs you": lambda sources: sources.needing_a_human(timezone.now()),
    "failing": lambda sources: sources.failing(),
    "quiet": lambda sources: sources.quiet(timezone.now()),
    "followed": lambda sources: sources.followed(),
    "paused": lambda sources: sources.filter(is_paused=True),
    "without a feed": lambda sources: sources.filter(feed_url=""),
    "gone": lambda sources: sources.exclude(retired_at=None),
    "not shown to readers": lambda sources: sources.filter(is_listed=False),
}


class SourceIndex(IndexView):
    """The list of sources; adding one starts with finding its feed."""

    add_item_label = _("Add a source")

    def get_add_url(self) -> str | None:
        return reverse("sources:find") if super().get_add_url() else None

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().defer("checks")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [*super().header_more_buttons]
        if self.get_add_url():
            buttons.append(
                Button(_("Import OPML"), reverse("sources:import"), icon_name="upload", priority=60)
            )
        if self.permission_policy.user_has_permission(self.request.user, "change"):
            several = reverse("sources:several")
            buttons.append(Button(_("Several at once"), several, icon_name="list-ul", priority=50))
        export = Button(_("Export OPML"), reverse("sources:export"), icon_name="download", priority=70)
        return [*buttons, export]


class HealthColumn(TitleColumn):
    """How a source is; leads to what to do about it."""

    cell_template_name = "admin/health_cell.html"


class MomentColumn(Column):
    """A day and an hour, past or to come."""

    cell_template_name = "admin/moment_cell.html"


class SourceFilters(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("How it is"), method="of_kind", choices=[(one, one) for one in KINDS]
    )

    class Meta:
        model = Source
        fields = ["kind"]

    def of_kind(self, sources: SourceQuerySet, name: str, kind: str) -> SourceQuerySet:
        return KINDS[kind](sources)


class SourcesMenuItem(CountedMenuItem):
    """“Sources (2)”: how many need a human."""

    count = IN_TROUBLE


class SourceViewSet(ModelViewSet):
    model = Source
    icon = "globe"
    menu_label = _("Sources")
    menu_name = "sources"
    menu_order = 211
    menu_item_class = SourcesMenuItem
    add_to_admin_menu = True
    index_view_class = SourceIndex
    add_view_class = AddSource
    edit_view_class = EditSource
    inspect_view_class = LookAtSource
    copy_view_enabled = False
    list_display = [
        "name",
        HealthColumn(
            "health",
            label=_("How it is"),
            accessor=lambda source: health_of(source, timezone.now()),
            url_name="sources:inspect",
        ),
        MomentColumn(
            "last_success_at", label=_("Last success"), sort_key="last_success_at", classname=WIDE_ONLY
        ),
        MomentColumn("next_check", label=_("Next check"), sort_key="next_check_at", classname=WIDE_ONLY),
    ]
    filterset_class = SourceFilters
    index_template_name = "admin/source_list.html"
    search_fields = ["name", "site_url", "feed_url"]
    ordering = ["name"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            GuideLink("sources-where-it-comes-from"),
            FieldPanel("name"),
            FieldPanel("site_url"),
            FieldPanel("feed_url"),
            FieldPanel("offers"),
            MultiFieldPanel([FieldPanel("licence_note"), FieldPanel("has_excerpts")], _("Licence")),
            MultiFieldPanel(
                [FieldPanel("default_states"), FieldPanel("default_strategy")],
                _("Suggested for its items"),
            ),
            MultiFieldPanel([FieldPanel("hide_words"), FieldPanel("only_words")], _("Word filters")),
            MultiFieldPanel(
                [FieldPanel("is_paused"), FieldPanel("is_listed"), FieldPanel("review_note")], _("Following")
            ),
            FieldPanel(
                "slug",
                heading=_("Address"),
                help_text=_("Its part of the address. Leave empty to make it from the name."),
            ),
        ],
        base_form_class=SourceForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("find/", sources.find, name="find"),
            path("several/", several_sources, name="several"),
            path("import/", sources.import_file, name="import"),
            path("export/", sources.export_file, name="export"),
            path("refresh/<int:pk>/", sources.refresh_now, name="refresh"),
            path("accept-move/<int:pk>/", sources.accept, name="accept"),
        ]
