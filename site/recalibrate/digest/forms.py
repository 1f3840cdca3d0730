from typing import Any

from django import forms

from .letter_lists import letter_lists


class ListsForm(forms.Form):
    """What to send."""

    lists = forms.MultipleChoiceField(
        label="What to send",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.title) for each in letter_lists()]
        self.fields["lists"].choices = choices  # type: ignore[attr-defined]


class SubscribeForm(ListsForm):
    field_order = ("email", "lists", "website")

    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Type the address that it should come to."},
    )
    # People do not see this field; programs fill it in.
    website = forms.CharField(required=False)

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))
