from django import forms

from recalibrate.core.forms import StatesField
from recalibrate.core.models import Strategy

from .models import Half


class KeepForm(forms.Form):
    """What an editor says about an item that readers should see."""

    line = forms.CharField(
        label="Why this matters here",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say in a line why this matters here. Readers see it first."},
    )
    states = StatesField(error_messages={"required": "Tick at least one state of mind."})
    strategy = forms.ModelChoiceField(
        label="What helps", queryset=Strategy.objects.all(), required=False, empty_label="None in particular"
    )
    half = forms.ChoiceField(
        label="Where on a state’s page", choices=Half.choices, initial=Half.FOR_YOU, widget=forms.RadioSelect
    )
    is_sensitive = forms.BooleanField(label="Deals with something hard (adds a help line)", required=False)
