from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from recalibrate.core.forms import StatesField
from recalibrate.core.models import Strategy

from .models import Half, PassReason
from .pipeline.sensitive import Mention
from .sources.merge import free_source_slug


class KeepForm(forms.Form):
    """What an editor says about an item that readers should see.

    One that mentions something hard is kept only once the editor has said that it is safe to show.
    """

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
    content_note = forms.CharField(max_length=200, required=False)
    note = forms.CharField(max_length=500, required=False)
    is_pinned = forms.BooleanField(label="Pin: it never expires", required=False)
    expires_on = forms.DateField(label="Shown until", required=False, input_formats=["%Y-%m-%d"])

    def __init__(self, sent: Any, *, mentions: tuple[Mention, ...] = ()) -> None:
        super().__init__(sent)
        self.mentions = mentions
        self.asks_to_confirm = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.mentions and not self.errors and self.data.get("decision") != "keep-confirmed":
            self.asks_to_confirm = True
            raise forms.ValidationError(
                "It mentions something hard. Readers will see the note, and the way to help, first."
            )
        return cleaned


class PassForm(forms.Form):
    """Why not. All of it may be left open; what is no reason of ours counts as none."""

    pass_reason = forms.ChoiceField(choices=[("", ""), *PassReason.choices], required=False)
    pass_words = forms.CharField(max_length=200, required=False)
    note = forms.CharField(max_length=500, required=False)


class PasteForm(forms.Form):
    """A link to decide on. The title is for sites that do not let us read them."""

    url = forms.CharField(label="Address", max_length=2_000, help_text="Of the page itself, not of its site.")
    title = forms.CharField(
        label="Title",
        max_length=300,
        required=False,
        help_text="Only needed where the page cannot be read from here.",
    )


class FindForm(forms.Form):
    """Any address of a site that might have a feed."""

    address = forms.CharField(
        label="Address",
        max_length=2_000,
        help_text="Any page of the site, or its feed if you know it: www.example.org will do.",
    )


class OpmlForm(forms.Form):
    """A list of sources as another reader wrote it."""

    file = forms.FileField(label="OPML file", help_text="At most 1 MB and 500 sources.")
    is_followed = forms.BooleanField(
        label="Follow them at once",
        required=False,
        initial=True,
        help_text="Otherwise they come paused, and you untick “paused” for those you want.",
    )


class SourceForm(WagtailAdminModelForm):
    """A source. Its part of the address is made from its name if it is left empty."""

    default_states = StatesField(label="Usual states of mind", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "slug" in cleaned and not cleaned["slug"] and cleaned.get("name"):
            cleaned["slug"] = free_source_slug(cleaned["name"])
        return cleaned
