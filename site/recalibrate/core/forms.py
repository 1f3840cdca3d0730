"""Form parts that the admin's editing screens share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .inline_rows import RowsPageForm
from .models import StateOfMind


class StatesField(forms.ModelMultipleChoiceField):
    """Boxes to tick, one a state: quicker and surer than typing a tag."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("States of mind"))
        super().__init__(queryset=StateOfMind.objects.all(), **kwargs)


class TaggedPageForm(RowsPageForm):
    states_of_mind = StatesField(required=False)
