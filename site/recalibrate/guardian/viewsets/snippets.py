"""What the Guardian keeps in the admin beside pages."""

from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.core.forms import StatesField
from recalibrate.staff.guide_link import GuideLink

from .. import publication
from ..figures.telling_words import telling_sentences
from ..models import YouSaid
from ..models.you_said import YouSaidQuerySet


class YouSaidForm(WagtailAdminModelForm):
    """A concern is public as soon as it is saved: a withheld row near a number is pointed out first, once."""

    data: QueryDict
    states_of_mind = StatesField(required=False)
    words_read = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        texts = [value for value in cleaned.values() if isinstance(value, str)]
        found = list(telling_sentences(texts, publication.public_figures()))
        words = sha256("\n".join(sentence for sentence, _row in found).encode()).hexdigest()
        if found and cleaned.get("words_read") != words:
            self.data = self.data.copy()
            self.data[self.add_prefix("words_read")] = words
            for sentence, row in found:
                said = gettext(
                    "“%(sentence)s” names %(row)s near a number. Tables withhold small ones. "
                    "If these words may be public, save again."
                )
                self.add_error(None, said % {"sentence": sentence, "row": row})
        return cleaned


class YouSaidFilters(WagtailFilterSet):
    is_overdue = BooleanFilter(label=_("Overdue"), method="only_overdue")

    class Meta:
        model = YouSaid
        fields = ["progress"]

    def only_overdue(self, concerns: YouSaidQuerySet, name: str, wanted: bool) -> YouSaidQuerySet:
        overdue = concerns.overdue(timezone.localdate())
        return overdue if wanted else concerns.exclude(pk__in=overdue)


class YouSaidViewSet(ModelViewSet):
    model = YouSaid
    icon = "comment"
    menu_label = _("You said, we did")
    menu_name = "you-said-we-did"
    menu_order = 232
    add_to_admin_menu = True
    list_display = [
        "you_said",
        Column("get_progress_display", label=_("How far"), sort_key="progress"),
        Column("due_in_words", label=_("Due"), sort_key="due_on"),
        Column("owner_role", label=_("Who answers for it"), sort_key="owner_role", classname=WIDE_ONLY),
        Column("updated_on", label=_("Last news"), sort_key="updated_on", classname=WIDE_ONLY),
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
            MultiFieldPanel([FieldPanel("states_of_mind"), FieldPanel("order")], _("Where readers find it")),
        ],
        base_form_class=YouSaidForm,
    )
