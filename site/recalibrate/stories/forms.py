"""What the two forms ask. Nothing but the words themselves, and one consent, is required."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy

from recalibrate.core.models import StateOfMind
from recalibrate.infra.pictures import STRANGERS, PictureRefused, redrawn

from .models import CONTACT_DAYS, WhoIsInIt

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
from django.utils.translation import gettext_lazy as _

# As bytes of a form, whatever the script, these still fit what strangers may send (small_bodies.MOST_BYTES).
MOST_CHARACTERS = 40_000
PICTURE_SAYS_NOTHING = _("Describe the picture in a few words, for people who cannot see it.")
DEFAULT_BYLINE = "A resident doctor"


class OpenForm(forms.Form):
    """Comes with a token, and with a field that people do not see and programs fill in."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False)
    contact = forms.CharField(
        label=_("How to reach you, if you wish"),
        required=False,
        max_length=200,
        help_text=format_lazy(
            _(
                "We keep this apart from your story. Few people can see it, and we delete it after {days} days. "
                "Without it we cannot contact you."
            ),
            days=CONTACT_DAYS,
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False

    def open_files(self) -> bool:
        """Open what is dear to open, once all else is checked. False, with an error, if it is refused."""
        return True


def words_field(
    label: StrOrPromise, *, rows: int, needed: StrOrPromise, hint: StrOrPromise
) -> forms.CharField:
    """A field for long texts: what is too long comes back whole, with how much too long it is."""
    too_long = _(
        "You have written %(show_value)s characters and the limit is %(limit_value)s. Shorten it: nothing is lost."
    )
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None, "autocomplete": "off"}),
        error_messages={"required": needed, "max_length": too_long},
    )


class StoryForm(OpenForm):
    text = words_field(
        _("Your story"),
        rows=14,
        needed=_("Write your story before you send it. A few lines are enough."),
        hint=_("As long or short as you like. Leave out names, dates, ages, places and rare illnesses."),
    )
    title = forms.CharField(
        label=_("A title, if you have one"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    state = forms.ModelChoiceField(
        label=_("What was it like?"),
        help_text=_("This helps readers who feel the same to find it. Skip it if no word fits."),
        queryset=StateOfMind.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.RadioSelect,
    )
    byline = forms.CharField(
        label=_("What name should we show?"),
        required=False,
        max_length=120,
        initial=DEFAULT_BYLINE,
        help_text=_(
            "This is shown above your story. Leave out your department and grade: they narrow down who you are."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "bylines"}),
    )
    who_is_in_it = forms.ChoiceField(
        label=_("Who else is in it?"),
        choices=WhoIsInIt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the closest answer. You can choose “I am not sure”.")},
    )
    picture = forms.FileField(
        label=_("A picture, if you have one"),
        help_text=_(
            "We remove the place, time and device stored in a photograph. "
            "Check it for faces, badges, screens and whiteboards."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    picture_says = forms.CharField(
        label=_("What does it show?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    may_publish = forms.BooleanField(
        label=_("This is mine to tell. You may edit it for length, clarity and safety, and publish it here."),
        error_messages={"required": _("Tick this if you agree. We cannot publish your story without it.")},
    )

    def clean_byline(self) -> str:
        return self.cleaned_data["byline"].strip() or DEFAULT_BYLINE

    def open_files(self) -> bool:
        """From here on `picture` is the picture drawn anew and its ending, or None."""
        file: UploadedFile | None = self.cleaned_data["picture"]
        try:
            self.cleaned_data["picture"] = redrawn(cast(BinaryIO, file), STRANGERS) if file else None
        except PictureRefused as refused:
            self.add_error("picture", str(refused))
        return self.is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_says"):
            self.add_error("picture_says", PICTURE_SAYS_NOTHING)
        return cleaned

    @property
    def has_lost_picture(self) -> bool:
        """No browser sends a chosen file twice: it has to be chosen again."""
        return bool(self.is_bound and self.files)


class ReplyForm(OpenForm):
    text = words_field(
        _("Your message"),
        rows=9,
        needed=_("Write your message before you send it."),
        hint=_("Tell us what helped, what is wrong or what is missing. Only the editors will read it."),
    )
    name = forms.CharField(
        label=_("What should we call you?"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
