from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .letter_lists import letter_lists
from .mistyped import likely_address


class ListsForm(forms.Form):
    """What to send."""

    lists = forms.MultipleChoiceField(
        label=_("What to send"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.title) for each in letter_lists()]
        self.fields["lists"].choices = choices  # type: ignore[attr-defined]


class SubscribeForm(ListsForm):
    field_order = ("email", "lists", "website")

    asked_about = ""
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Enter your e-mail address.")},
    )
    as_typed = forms.CharField(required=False, widget=forms.HiddenInput)
    # People do not see this field; programs fill it in.
    website = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask once about a domain that looks mistyped; sent again as it is, it is taken."""
        cleaned = super().clean() or self.cleaned_data
        email = cleaned.get("email", "")
        meant = likely_address(email)
        self.asked_about = email if meant else ""
        if meant and cleaned.get("as_typed") != email:
            said = gettext("Did you mean %(meant)s? Correct it, or press the button again to use %(typed)s.")
            self.add_error("email", said % {"meant": meant, "typed": email})
        return cleaned

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))
