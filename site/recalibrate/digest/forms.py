from typing import Any

from django import forms

from recalibrate.core.models import StateOfMind
from recalibrate.guardian.public_kinds import GUARDIAN
from recalibrate.syndication.subjects import EVERYTHING, about_state


def lists() -> list[tuple[str, str]]:
    """What one can get by e-mail: (what it is noted down by, name)."""
    states = (about_state(state) for state in StateOfMind.objects.all())
    return [
        (EVERYTHING.path, "Everything: posts, the Guardian, national picks"),
        (GUARDIAN.path, "The Guardian of Safe Working Hours only"),
        *((subject.reference, subject.title) for subject in states),
    ]


class SubscribeForm(forms.Form):
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Type the address that it should come to."},
    )
    paths = forms.MultipleChoiceField(
        label="What to send",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    # People do not see this field; programs fill it in.
    website = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paths"].choices = lists()  # type: ignore[attr-defined]

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))
