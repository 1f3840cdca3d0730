from django import forms

from .check import PARTS


class CheckForm(forms.Form):
    """What was checked: everything, or the entry has to be corrected first."""

    parts = forms.MultipleChoiceField(
        label="I have checked",
        choices=PARTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what you have checked."},
    )
    note = forms.CharField(
        label="Note", required=False, max_length=200, help_text="For the history: who answered, what changed."
    )

    def clean_parts(self) -> list[str]:
        parts: list[str] = self.cleaned_data["parts"]
        if len(parts) < len(PARTS):
            raise forms.ValidationError(
                "All of it has to be right before it counts as checked. Correct the entry first."
            )
        return parts
