"""What the Guardian keeps in the admin beside pages."""

from django.utils import timezone
from django_filters import BooleanFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.core.forms import StatesField
from recalibrate.staff.guide_link import GuideLink

from ..models import YouSaid
from ..models.you_said import YouSaidQuerySet


class YouSaidForm(WagtailAdminModelForm):
    states_of_mind = StatesField(required=False)


class YouSaidFilters(WagtailFilterSet):
    is_overdue = BooleanFilter(label="Overdue", method="only_overdue")

    class Meta:
        model = YouSaid
        fields = ["progress"]

    def only_overdue(self, concerns: YouSaidQuerySet, name: str, wanted: bool) -> YouSaidQuerySet:
        overdue = concerns.overdue(timezone.localdate())
        return overdue if wanted else concerns.exclude(pk__in=overdue)


class YouSaidViewSet(ModelViewSet):
    model = YouSaid
    icon = "comment"
    menu_label = "You said, we did"
    menu_name = "you-said-we-did"
    menu_order = 232
    add_to_admin_menu = True
    list_display = [
        "you_said",
        Column("get_progress_display", label="How far", sort_key="progress"),
        Column("due_in_words", label="Due", sort_key="due_on"),
        Column("owner_role", label="Who answers for it", sort_key="owner_role", classname=WIDE_ONLY),
        Column("updated_on", label="Last news", sort_key="updated_on", classname=WIDE_ONLY),
    ]
    filterset_class = YouSaidFilters
    search_fields = ["you_said", "we_did", "owner_role"]
    search_backend_name = None  # SQLite’s index has no such columns
    ordering = ["order"]
    edit_handler = ObjectList(
        [
            GuideLink("the-guardians-corner"),
            FieldPanel("you_said"),
            FieldPanel("we_did"),
            FieldRowPanel([FieldPanel("progress"), FieldPanel("owner_role")]),
            FieldRowPanel([FieldPanel("due_on"), FieldPanel("updated_on")]),
            MultiFieldPanel([FieldPanel("states_of_mind"), FieldPanel("order")], "Where readers find it"),
        ],
        base_form_class=YouSaidForm,
    )
