from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils import timezone

from recalibrate.core.inline_rows import RowsPageForm

from .deadlines import ReportingDeadline, deadline_refusal
from .preview_links import DAYS

WRITTEN_AS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y"]
REFUSED = {
    "not yet": "This day has not come yet. Give the day you worked.",
    "long ago": "This is more than a year ago. Is the year right?",
}


class DeadlineForm(forms.Form):
    """The day a doctor worked; once valid, `deadline` says until when it can be reported."""

    worked_on = forms.DateField(
        label="The day you worked",
        help_text="For a night shift, the evening it began: that is the safer day to count from.",
        input_formats=WRITTEN_AS,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Give the day you worked.",
            "invalid": "This is not a day we can read. Write it as 25/11/2026.",
        },
    )

    def clean_worked_on(self) -> Any:
        worked_on = self.cleaned_data["worked_on"]
        refused = deadline_refusal(worked_on, timezone.localdate())
        if refused:
            raise forms.ValidationError(REFUSED[refused])
        return worked_on

    @property
    def deadline(self) -> ReportingDeadline | None:
        if not self.is_valid():
            return None
        return ReportingDeadline(self.cleaned_data["worked_on"], timezone.localdate())


class ReportPageForm(RowsPageForm):
    """What a Guardian report needs before it can be published; a draft may lack it."""

    NEEDED = {
        "headline": "Say in at most 60 words what a reader should take away.",
        "forum_seen_on": "Give the day on which the Resident Doctors’ Forum saw it.",
        "board_on": "Give the day on which the board meets: the report is published when it has met.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.input_formats = WRITTEN_AS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for name, message in self.NEEDED.items():
                if not cleaned.get(name):
                    self.add_error(name, message)
        return cleaned


class UnsuppressForm(forms.Form):
    """Why something is no longer withheld, for the log."""

    why = forms.CharField(
        label="Why this was a mistake",
        help_text="Kept in the log with your name. Readers do not see it.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InvitationForm(forms.Form):
    """Who gets to read a report before the board has met, and for how long."""

    MOST = 30

    addresses = forms.CharField(
        label="E-mail addresses",
        help_text="One a line, or separated by commas. Nobody sees the others’.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    days = forms.TypedChoiceField(
        label="The link works for",
        choices=[(days, f"{days} days") for days in DAYS],
        coerce=int,
        initial=DAYS[1],
    )
    message = forms.CharField(
        label="A line from you", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_addresses(self) -> list[str]:
        written = self.cleaned_data["addresses"].replace(",", "\n").replace(";", "\n").split("\n")
        addresses = list(dict.fromkeys(address.strip() for address in written if address.strip()))
        if len(addresses) > self.MOST:
            raise forms.ValidationError(f"At most {self.MOST} at a time.")
        for address in addresses:
            try:
                validate_email(address)
            except forms.ValidationError as error:
                raise forms.ValidationError(f"“{address}” is no e-mail address.") from error
        return addresses
