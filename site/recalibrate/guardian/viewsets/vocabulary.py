"""The vocabulary of figures in the admin: what is counted, by what, and what of it may be shown."""

from typing import Any

from django.contrib import messages
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.staff.guide_link import GuideLink

from ..amend import AmendmentRefused, amending
from ..models import Balance, Breakdown, Category, Dimension, Measure

PROTECTED = HelpPanel(
    "Once figures have been entered, codes stay, and what protects small numbers can only become stricter. "
    "Templates for upload and the grid follow at once."
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
        messages.error(self.request, f"“{self.object}” cannot be deleted. {sentences}")
        return redirect(self.edit_url_name, self.kwargs["pk"])


class WholeRows(IndexView):
    """The list with what its rows are called by, in one query."""

    def get_base_queryset(self) -> Any:
        names = [field.name for field in self.model._meta.fields if isinstance(field, ForeignKey)]
        return super().get_base_queryset().select_related(*names)


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
    menu_label = "Measures"
    list_display = [
        "name",
        "unit",
        Column("get_over_year_display", label="Over a year", sort_key="over_year"),
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
    )


class DimensionViewSet(VocabularyViewSet):
    model = Dimension
    icon = "table"
    menu_label = "Dimensions"
    list_display = [
        "name",
        Column("get_kind_display", label="Kind"),
        Column("combined_name", label="Name of the combined row", classname=WIDE_ONLY),
    ]
    list_filter = ["kind"]
    fields_panel = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("order")]),
        FieldPanel("rows_are"),
        FieldPanel("combined_name"),
        FieldPanel("has_headcount"),
    )


class CategoryViewSet(VocabularyViewSet):
    model = Category
    icon = "list-ul"
    menu_label = "Categories"
    list_display = ["name", "dimension", BooleanColumn("is_combined", label="Combined row")]
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
    menu_label = "Disclosure rules"
    list_display = ["__str__", Column("get_rule_display", label="Shown", sort_key="rule")]
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
    menu_label = "Sums that must agree"
    list_display = ["__str__"]
    ordering = ["pk"]
    fields_panel = (
        FieldRowPanel([FieldPanel("opening"), FieldPanel("increase")]),
        FieldRowPanel([FieldPanel("decrease"), FieldPanel("closing")]),
    )


class FiguresVocabulary(ModelViewSetGroup):
    menu_label = "Measures and rules"
    menu_name = "figures-vocabulary"
    menu_icon = "table"
    menu_order = 233
    items = (
        MeasureViewSet("figure_measures"),
        DimensionViewSet("figure_dimensions"),
        CategoryViewSet("figure_categories"),
        BreakdownViewSet("figure_breakdowns"),
        BalanceViewSet("figure_balances"),
    )
