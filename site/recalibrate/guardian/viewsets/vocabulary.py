"""The vocabulary of figures in the admin: what is counted, by what, and what of it may be shown."""

from typing import Any

from django.contrib import messages
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.staff.guide_link import GuideLink

from ..amend import AmendmentRefused, amending
from ..models import Balance, Breakdown, Category, Dimension, Measure, SpreadsheetName

PROTECTED = HelpPanel(
    _(
        "Once figures have been entered, codes cannot change, and the protection of small numbers can "
        "only get stricter. Upload templates and the grid change straight away."
    )
)


class AmendmentForm(WagtailAdminModelForm):
    """A change is tried first: what reports could not bear is refused in words."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        is_new = self.instance._state.adding
        try:
            with amending(for_good=False):
                self.instance.save()
        except AmendmentRefused as error:
            for sentence in error.sentences:
                self.add_error(None, sentence)
        if is_new:
            self.instance.pk = None
            self.instance._state.adding = True


class DeleteUnused(DeleteView):
    """Deletes what nothing refers to; says of the rest what does."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with amending(for_good=False):
                self.model.objects.get(pk=self.object.pk).delete()
        except AmendmentRefused as error:
            return self.say_why(error)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with amending():
                return super().post(request, *args, **kwargs)
        except AmendmentRefused as error:
            return self.say_why(error)

    def say_why(self, error: AmendmentRefused) -> HttpResponse:
        sentences = " ".join(error.sentences)
        messages.error(
            self.request,
            gettext("“%(object)s” cannot be deleted. %(sentences)s")
            % {"object": self.object, "sentences": sentences},
        )
        return redirect(self.edit_url_name, self.kwargs["pk"])


class WholeRows(IndexView):
    """The list with what its rows are called by, in one query."""

    def get_base_queryset(self) -> Any:
        names = [field.name for field in self.model._meta.fields if isinstance(field, ForeignKey)]
        return super().get_base_queryset().select_related(*names)


class RowsWithAList(WholeRows):
    """The rows of dimensions, with the way to paste many at once."""

    @cached_property
    def header_more_buttons(self) -> Any:
        way = HeaderButton(_("Paste a list"), reverse("guardian-paste-rows"), icon_name="list-ul", priority=5)
        may_add = self.request.user.has_perm("guardian.add_category")
        return [*super().header_more_buttons, *([way] if may_add else [])]


class VocabularyViewSet(ModelViewSet):
    """Records of a vocabulary: never copied, since a code stands for one thing."""

    copy_view_enabled = False
    index_view_class = WholeRows
    delete_view_class = DeleteUnused
    add_to_reference_index = False  # `amending` knows every use, figures too
    list_per_page = 50
    ordering = ["order", "pk"]
    fields_panel: tuple[Any, ...] = ()

    @property
    def edit_handler(self) -> ObjectList:
        return ObjectList(
            [PROTECTED, GuideLink("the-guardians-corner"), *self.fields_panel], base_form_class=AmendmentForm
        )


class MeasureViewSet(VocabularyViewSet):
    model = Measure
    icon = "calendar-check"
    menu_label = _("Measures")
    list_display = [
        "name",
        "unit",
        Column("get_over_year_display", label=_("Over a year"), sort_key="over_year"),
    ]
    list_filter = ["unit", "is_board_only"]
    search_fields = ["name", "slug"]
    fields_panel = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("over_year"), FieldPanel("order")]),
        FieldPanel("people_of"),
        FieldPanel("is_headcount"),
        FieldPanel("is_board_only"),
        FieldPanel("has_whole"),
        FieldPanel("points_at_people"),
        FieldPanel("counts_posts"),
        FieldPanel("is_optional"),
    )


class DimensionViewSet(VocabularyViewSet):
    model = Dimension
    icon = "table"
    menu_label = _("Dimensions")
    list_display = [
        "name",
        Column("get_kind_display", label=_("Kind")),
        Column("combined_name", label=_("Name of the combined row"), classname=WIDE_ONLY),
    ]
    list_filter = ["kind"]
    fields_panel = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("order")]),
        FieldPanel("rows_are"),
        FieldRowPanel([FieldPanel("crosses_first"), FieldPanel("crosses_second")]),
        FieldPanel("combined_name"),
        FieldPanel("has_headcount"),
    )


class CategoryViewSet(VocabularyViewSet):
    model = Category
    index_view_class = RowsWithAList
    icon = "list-ul"
    menu_label = _("Categories")
    list_display = ["name", "dimension", BooleanColumn("is_combined", label=_("Combined row"))]
    list_filter = ["dimension"]
    search_fields = ["name", "slug"]
    ordering = ["dimension__order", "order", "pk"]
    fields_panel = (
        FieldPanel("dimension"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug"), FieldPanel("order")]),
        FieldPanel("is_combined"),
    )


class BreakdownViewSet(VocabularyViewSet):
    model = Breakdown
    icon = "view"
    menu_label = _("Disclosure rules")
    list_display = ["__str__", Column("get_rule_display", label=_("Shown"), sort_key="rule")]
    list_filter = ["dimension", "rule"]
    ordering = ["order", "pk"]
    fields_panel = (
        FieldRowPanel([FieldPanel("measure"), FieldPanel("dimension")]),
        FieldRowPanel([FieldPanel("rule"), FieldPanel("order")]),
        FieldPanel("counted_by"),
        FieldPanel("adds_up"),
    )


class BalanceViewSet(VocabularyViewSet):
    model = Balance
    icon = "plus-inverse"
    menu_label = _("Sums that must agree")
    list_display = ["__str__"]
    ordering = ["pk"]
    fields_panel = (
        FieldRowPanel([FieldPanel("opening"), FieldPanel("increase")]),
        FieldRowPanel([FieldPanel("decrease"), FieldPanel("closing")]),
    )


class SpreadsheetNameViewSet(ModelViewSet):
    """What was answered about names in spreadsheets: forgotten here, and asked about again with the next file."""

    model = SpreadsheetName
    icon = "list-ul"
    menu_label = _("Names in spreadsheets")
    list_display = ["written", "said"]
    search_fields = ["written", "said"]
    list_per_page = 50
    ordering = ["kind", "written"]
    copy_view_enabled = False
    add_to_reference_index = False
    panels = [
        HelpPanel(_("Delete it, and you are asked about it again with the next file that has it.")),
        FieldPanel("written", read_only=True),
        FieldPanel("said", read_only=True),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """No address for adding one: names come from files alone, and a form of them would have nothing to fill in."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "add"]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": None}


class FiguresVocabulary(ModelViewSetGroup):
    menu_label = _("Measures and rules")
    menu_name = "figures-vocabulary"
    menu_icon = "table"
    menu_order = 233
    items = (
        MeasureViewSet("figure_measures"),
        DimensionViewSet("figure_dimensions"),
        CategoryViewSet("figure_categories"),
        BreakdownViewSet("figure_breakdowns"),
        BalanceViewSet("figure_balances"),
        SpreadsheetNameViewSet("figure_names"),
    )
