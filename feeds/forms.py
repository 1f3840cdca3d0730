from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
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
        label=_("Why this matters here"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a line why this matters here. Readers see it first.")},
    )
    states = StatesField(error_messages={"required": _("Tick at least one state of mind.")})
    strategy = forms.ModelChoiceField(
        label=_("What helps"),
        queryset=Strategy.objects.all(),
        required=False,
        empty_label=_("None in particular"),
    )
    half = forms.ChoiceField(
        label=_("Where on a state’s page"),
        choices=Half.choices,
        initial=Half.FOR_YOU,
        widget=forms.RadioSelect,
    )
    is_sensitive = forms.BooleanField(label=_("Deals with something hard (adds a help line)"), required=False)
    content_note = forms.CharField(max_length=200, required=False)
    note = forms.CharField(max_length=500, required=False)
    is_pinned = forms.BooleanField(label=_("Pin: it never expires"), required=False)
    expires_on = forms.DateField(label=_("Shown until"), required=False, input_formats=["%Y-%m-%d"])

    def __init__(self, sent: Any, *, mentions: tuple[Mention, ...] = ()) -> None:
        super().__init__(sent)
        self.mentions = mentions
        self.asks_to_confirm = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.mentions and not self.errors and self.data.get("decision") != "keep-confirmed":
            self.asks_to_confirm = True
            raise forms.ValidationError(
                gettext("It mentions something hard. Readers see the note and where to get help first.")
            )
        return cleaned


class PassForm(forms.Form):
    """Why not. All of it may be left open; what is no reason of ours counts as none."""

    pass_reason = forms.ChoiceField(choices=[("", ""), *PassReason.choices], required=False)
    pass_words = forms.CharField(max_length=200, required=False)
    note = forms.CharField(max_length=500, required=False)


class PasteForm(forms.Form):
    """A link to decide on. The title is for sites that do not let us read them."""

    url = forms.CharField(
        label=_("Address"), max_length=2_000, help_text=_("The address of the page itself, not of the site.")
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        required=False,
        help_text=_("Needed only if we cannot read the page."),
    )


class FindForm(forms.Form):
    """Any address of a site that might have a feed."""

    address = forms.CharField(
        label=_("Address"),
        max_length=2_000,
        help_text=_("Any page of the site, or its feed if you know it: www.example.org will do."),
    )


class OpmlForm(forms.Form):
    """A list of sources as another reader wrote it."""

    file = forms.FileField(label=_("OPML file"), help_text=_("At most 1 MB and 500 sources."))
    is_followed = forms.BooleanField(
        label=_("Follow them at once"),
        required=False,
        initial=True,
        help_text=_("Otherwise they start paused. Untick “paused” for those you want."),
    )


class SourceForm(WagtailAdminModelForm):
    """A source. Its part of the address is made from its name if it is left empty."""

    default_states = StatesField(label=_("Usual states of mind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "slug" in cleaned and not cleaned["slug"] and cleaned.get("name"):
            cleaned["slug"] = free_source_slug(cleaned["name"])
        return cleaned
