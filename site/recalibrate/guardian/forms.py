from datetime import date
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from recalibrate.core.inline_rows import RowsPageForm

from .dates import NoDay, read_day
from .deadline_words import days_in_words
from .deadlines import ReportingDeadline, deadline_refusal
from .preview_links import DAYS

FURTHEST = 5  # years
REFUSED = {
    "not yet": _("This day is in the future. Enter the day you worked."),
    "long ago": _("This is more than a year ago. Check the year."),
}


class DayField(forms.DateField):
    """A day in any usual British way; anything else is refused with an example."""

    default_error_messages = {
        "invalid": _("This is no day that we can read. Write it as 10/12/2026 or 10 December 2026."),
        "far": _("%(day)s is more than five years away. Is the year right?"),
    }

    def __init__(self, *args: Any, furthest: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.furthest = furthest  # years from now

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        today = timezone.localdate()
        try:
            day = read_day(str(value), today)
        except NoDay as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if self.furthest and abs(day.year - today.year) > self.furthest:
            said = self.error_messages["far"] % {"day": date_format(day, "j F Y")}
            raise forms.ValidationError(said, code="far")
        return day


class DeadlineForm(forms.Form):
    """The day a doctor worked; once valid, `deadline` says until when it can be reported."""

    worked_on = DayField(
        label=_("The day you worked"),
        help_text=_("For a night shift, the evening it began: that is the safer day to count from."),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the day you worked."),
            "invalid": _("This is not a day we can read. Write it as 25/11/2026."),
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

    @property
    def days_in_words(self) -> str:
        return days_in_words(self.deadline) if self.deadline else ""


class ReportPageForm(RowsPageForm):
    """What a Guardian report needs before it can be published; a draft may lack it."""

    NEEDED = {
        "headline": gettext_lazy("Say in at most 60 words what a reader should take away."),
        "forum_seen_on": gettext_lazy("Give the day on which the Resident Doctors’ Forum saw it."),
        "board_on": gettext_lazy(
            "Give the day on which the board meets: the report is published when it has met."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                self.fields[name] = DayField(
                    label=field.label,
                    help_text=field.help_text,
                    required=field.required,
                    widget=field.widget,
                    furthest=FURTHEST,
                )

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
        label=_("Why this was a mistake"),
        help_text=_("Kept in the log with your name. Readers do not see it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InvitationForm(forms.Form):
    """Who gets to read a report before the board has met, and for how long."""

    MOST = 30  # a board and its guests; more is a mailing list

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One on each line, or separated by commas. People do not see each other’s addresses."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    days = forms.TypedChoiceField(
        label=_("The link works for"),
        choices=[(days, f"{days} days") for days in DAYS],
        coerce=int,
        initial=DAYS[1],
    )
    made_for = forms.CharField(
        label=_("Whom it is for"),
        help_text=_("A group or a role: everyone who opens the link reads this. The page’s log keeps it."),
        max_length=80,
        required=False,
        initial=_("the Resident Doctors’ Forum"),
    )
    message = forms.CharField(
        label=_("A line from you"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_made_for(self) -> str:
        return " ".join(str(self.cleaned_data["made_for"] or self.fields["made_for"].initial).split())

    def clean_addresses(self) -> list[str]:
        written = self.cleaned_data["addresses"].replace(",", "\n").replace(";", "\n").split("\n")
        addresses = list(dict.fromkeys(address.strip() for address in written if address.strip()))
        if len(addresses) > self.MOST:
            raise forms.ValidationError(gettext("At most %(most)s at a time.") % {"most": self.MOST})
        for address in addresses:
            try:
                validate_email(address)
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    gettext("“%(address)s” is not an e-mail address.") % {"address": address}
                ) from error
        return addresses
