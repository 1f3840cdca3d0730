"""What the two forms ask. Nothing but the words themselves, and one consent, is required."""

from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from recalibrate.core.models import StateOfMind
from recalibrate.infra.pictures import STRANGERS, PictureRefused, redrawn

from .models import CONTACT_DAYS, WhoIsInIt

MOST_CHARACTERS = 40_000
PICTURE_SAYS_NOTHING = "Say in a few words what the picture shows, for whoever cannot see it."
DEFAULT_BYLINE = "A resident doctor"


class OpenForm(forms.Form):
    """Comes with a token, and with a field that people do not see and programs fill in."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False)
    contact = forms.CharField(
        label="How to reach you, if you wish",
        required=False,
        max_length=200,
        help_text=f"Kept apart from what you write, for few eyes, and deleted after {CONTACT_DAYS} days. "
        "Without it we cannot ask or tell you anything.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False

    def open_files(self) -> bool:
        """Open what is dear to open, once all else is checked. False, with an error, if it is refused."""
        return True


def words_field(label: str, *, rows: int, needed: str, hint: str) -> forms.CharField:
    """A field for long texts: what is too long comes back whole, with how much too long it is."""
    too_long = f"This has %(show_value)s characters; {MOST_CHARACTERS:,} fit. It is all here: shorten it."
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None, "autocomplete": "off"}),
        error_messages={"required": needed, "max_length": too_long},
    )


class StoryForm(OpenForm):
    text = words_field(
        "Your story",
        rows=14,
        needed="Here is nothing yet. A few lines are enough.",
        hint="As long or short as you like. Leave out names, dates, ages, places and rare illnesses.",
    )
    title = forms.CharField(
        label="A title, if you have one",
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    state = forms.ModelChoiceField(
        label="What was it like?",
        help_text="So that readers who feel the same find it. Leave it out if no word fits.",
        queryset=StateOfMind.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.RadioSelect,
    )
    byline = forms.CharField(
        label="How should we name you?",
        required=False,
        max_length=120,
        initial=DEFAULT_BYLINE,
        help_text="This stands above the story. No department and no grade: they narrow down who it is.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "bylines"}),
    )
    who_is_in_it = forms.ChoiceField(
        label="Who else is in it?",
        choices=WhoIsInIt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes nearest. “I am not sure” is an answer too."},
    )
    picture = forms.FileField(
        label="A picture, if you have one",
        help_text="We take out the place, time and device that a photograph carries. Look for faces, badges, "
        "screens and whiteboards yourself.",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    picture_says = forms.CharField(
        label="What does it show?",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    may_publish = forms.BooleanField(
        label="This is mine to tell. You may edit it for length, clarity and safety, and publish it here.",
        error_messages={"required": "Without this we may not publish it. Tick it if you agree."},
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
        "Your message",
        rows=9,
        needed="Here is nothing yet.",
        hint="What helped, what is wrong, what is missing. Only the editors read it.",
    )
    name = forms.CharField(
        label="What should we call you?",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
