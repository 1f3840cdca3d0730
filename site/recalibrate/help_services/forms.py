from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .check import PARTS


class CheckForm(forms.Form):
    """What was checked: everything, or the entry has to be corrected first."""

    parts = forms.MultipleChoiceField(
        label=_("I have checked"),
        choices=PARTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what you have checked.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For the history: who answered, what changed."),
    )

    def clean_parts(self) -> list[str]:
        parts: list[str] = self.cleaned_data["parts"]
        if len(parts) < len(PARTS):
            raise forms.ValidationError(
                gettext("Everything must be correct before it counts as checked. Correct the entry first.")
            )
        return parts
