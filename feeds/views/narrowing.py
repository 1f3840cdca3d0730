"""What of the inbox an editor wants to see. It is all in the address, so that a link or a reload keeps it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from recalibrate.core.models import StateOfMind

from ..curating.item_search import said, saying
from ..curating.suggestions import advise, words_for
from ..models import Item, Source
from ..models.item import ItemQuerySet

WEIGHED = 200  # of the newest whose words may mean a state; suggestions come from these
VIEWS = {"": _("To decide"), "held": "Held", "hidden": _("Hidden by word filters")}


class NarrowingForm(forms.Form):
    """Reads an address. What makes no sense in it is as if it were not there."""

    view = forms.ChoiceField(choices=list(VIEWS.items()), required=False)
    source = forms.SlugField(max_length=120, required=False)
    language = forms.RegexField(r"^[a-z]{2,3}$", required=False)
    since = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    until = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    state = forms.SlugField(max_length=60, required=False)
    q = forms.CharField(max_length=200, required=False)
    item = forms.IntegerField(min_value=1, max_value=2**31, required=False)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`item` is one that an editor wants to see whatever else is narrowed: a link that was pasted."""

    view: str = ""
    source: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None
    state: str = ""
    q: str = ""
    item: int | None = None

    @property
    def query(self) -> str:
        """As it stands in an address: “source=a-source&since=2026-11-01”."""
        said = {name: getattr(self, name) for name in NarrowingForm.base_fields}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query) and self.query != f"view={self.view}"

    def items(self) -> ItemQuerySet:
        """What fits, newest first; by a suggested state it is not narrowed yet."""
        if self.item:
            return (
                Item.objects.filter(pk=self.item)
                .filter(Q(curation=None) | Q(curation__decision="hold"))
                .as_listed()
            )
        items = _view(self.view)
        if self.source:
            items = items.told_by(self.source)
        if self.language:
            items = items.filter(Q(language=self.language) | Q(language__startswith=f"{self.language}-"))
        if self.since:
            items = items.filter(first_seen_at__gte=_midnight(self.since))
        if self.until:
            items = items.filter(first_seen_at__date__lte=self.until)
        return saying(items, self.q)


def narrowing_of(request: HttpRequest) -> Narrowing:
    form = NarrowingForm(request.GET)
    form.is_valid()
    return Narrowing(**{name: value for name, value in form.cleaned_data.items() if value})


def suggesting(items: ItemQuerySet, state: StateOfMind) -> list[Item]:
    """Those for which we would suggest the state, among the newest whose words may mean it."""
    usual = Source.objects.filter(default_states=state)
    found = list(items.filter(said(words_for(state)) | Q(source__in=usual))[:WEIGHED])
    advice = advise(found)
    return [item for item in found if state.pk in advice[item.pk].states]


def _view(name: str) -> ItemQuerySet:
    if name == "held":
        return Item.objects.held().as_listed()
    if name == "hidden":
        return Item.objects.hidden().as_listed()
    return Item.objects.for_inbox()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
