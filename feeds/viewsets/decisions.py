"""Decisions in the admin: taken in the inbox, looked up, changed and taken back here."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import registry as log_registry
from wagtail.models import ModelLogEntry

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.core.forms import StatesField
from recalibrate.core.models import StateOfMind

from ..curating.decide import undo_decision
from ..models import Curation, Decision
from ..views.changed import ChangedItem


class DecisionForm(WagtailAdminModelForm):
    states_of_mind = StatesField(required=False)


class DecidedFilters(WagtailFilterSet):
    decided_at = django_filters.DateFromToRangeFilter(label=_("Decided"), widget=DateRangePickerWidget)
    states_of_mind = django_filters.ModelChoiceFilter(
        label=_("State of mind"), queryset=StateOfMind.objects.all()
    )

    has_changed = django_filters.BooleanFilter(
        field_name="item__has_changed_since_decision", label=_("Changed by its source since")
    )

    class Meta:
        model = Curation
        fields = ["has_changed", "decision", "pass_reason", "states_of_mind", "decided_by", "decided_at"]


class DecidedIndex(IndexView):
    def get_add_url(self) -> None:
        """Decisions are taken in the inbox."""

    def get_base_queryset(self) -> Any:
        shown = super().get_base_queryset().select_related("item__source", "decided_by")
        return shown.defer("item__text", "item__source__checks").prefetch_related("item__uses__page")


class EditDecision(EditView):
    """The editor who changes the decision is the one who decided."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_changed = self.object.item.has_changed_since_decision
        changed = ChangedItem(self.object) if has_changed and self.object.decision == Decision.KEEP else None
        return super().get_context_data(**kwargs) | {"changed": changed}

    def save_instance(self) -> Any:
        if "decision" in self.form.changed_data:
            self.form.instance.decided_by, self.form.instance.decided_at = self.request.user, timezone.now()
        return super().save_instance()


class TakeBack(DeleteView):
    """Not deleting: the item waits for a decision again."""

    page_title = _("Take back")
    has_way_back = True
    header_icon = "undo"

    def delete_action(self) -> None:
        undo_decision(self.object, by=self.request.user)

    @property
    def confirmation_message(self) -> str:
        return gettext("The item is waiting for a decision again. Readers no longer see it.")


class DecisionHistory(HistoryView):
    """All that was ever decided on the item, also what was taken back."""

    def get_base_queryset(self) -> Any:
        of_item = log_registry.get_logs_for_instance(self.object.item)
        both = ModelLogEntry.objects.filter(
            Q(pk__in=of_item.values("pk"))
            | Q(pk__in=log_registry.get_logs_for_instance(self.object).values("pk"))
        )
        return self._annotate_queryset(both)


class CurationViewSet(ModelViewSet):
    model = Curation
    icon = "pick"
    menu_label = _("Decided items")
    menu_name = "curations"
    menu_order = 212
    add_to_admin_menu = True
    add_view_enabled = False
    index_view_class = DecidedIndex
    edit_view_class = EditDecision
    edit_template_name = "admin/decision.html"
    delete_view_class = TakeBack
    history_view_class = DecisionHistory
    filterset_class = DecidedFilters
    search_fields = ["item__title", "line", "note", "pass_words"]
    search_backend_name = None
    list_display = [
        "item",
        Column("get_decision_display", label=_("Decision"), sort_key="decision"),
        Column("why", label=_("Why"), classname=WIDE_ONLY),
        Column("since", label=_("Since then"), classname=WIDE_ONLY),
        Column("decided_by_name", label=_("Who"), classname=WIDE_ONLY),
        DateColumn("decided_at", label=_("When"), sort_key="decided_at"),
        Column("used_in", label=_("Used in"), classname=WIDE_ONLY),
    ]
    list_export = [
        "item",
        "decision",
        "line",
        "pass_reason",
        "pass_words",
        "note",
        "decided_by",
        "decided_at",
    ]
    ordering = ["-decided_at"]
    edit_handler = ObjectList(
        [
            FieldPanel("item", read_only=True),
            FieldPanel("decision"),
            FieldPanel("line"),
            FieldPanel("states_of_mind"),
            FieldRowPanel([FieldPanel("strategy"), FieldPanel("half")]),
            FieldRowPanel([FieldPanel("is_sensitive"), FieldPanel("content_note")]),
            FieldRowPanel([FieldPanel("is_pinned"), FieldPanel("expires_on")]),
            FieldRowPanel([FieldPanel("pass_reason"), FieldPanel("pass_words")]),
            FieldPanel("note"),
        ],
        base_form_class=DecisionForm,
    )
