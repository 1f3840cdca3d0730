"""What organisers fill in, beside pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from .models import DoorCount, Questionnaire, SessionPage, Wave
from .questionnaires import newest_questionnaire
from .records.questionnaire import Moment
from .records.room import DoorDimension

# People. No session has so many: a number with a digit too many is asked about, not stored.
MOST_AT_THE_DOOR = 2_000
BY = (DoorDimension.GRADE, DoorDimension.HOSPITAL, DoorDimension.PROFESSION)


class PlanForm(forms.Form):
    """Which questions are asked at each moment; empty: none then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for moment in Moment:
            self.fields[moment.value] = forms.ModelChoiceField(
                queryset=Questionnaire.objects.filter(moment=moment),
                label=moment.label,
                required=False,
                empty_label=_("No form then"),
                initial=newest_questionnaire(moment),
            )


class CopyForm(forms.Form):
    title = forms.CharField(max_length=120)
    first_day = forms.DateField(
        label=_("Day of the first session"),
        widget=AdminDateInput,
        help_text=_("The others keep the same gap and the same time of day."),
    )
    is_published = forms.BooleanField(
        label=_("Publish at once"),
        required=False,
        help_text=_("Otherwise everything starts as a draft."),
    )


class WaveForm(forms.ModelForm):
    """What may still be changed about a wave."""

    class Meta:
        model = Wave
        fields = ["topic", "opens_at", "closes_at", "asked", "is_called_off", "held_until", "held_because"]
        widgets = {
            "opens_at": AdminDateTimeInput,
            "closes_at": AdminDateTimeInput,
            "held_until": AdminDateInput,
        }

    def __init__(self, *args: Any, has_opened: bool, is_closed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [*(["topic", "opens_at"] if has_opened else []), *(["closes_at"] if is_closed else [])]:
            del self.fields[name]  # what people have answered stays what they were asked
        if self.instance.session_id:
            del self.fields["asked"]


class DoorForm(forms.Form):
    """Numbers, by hand; no name. Parts are optional, a line each: “ST3 4”."""

    whole = forms.IntegerField(label=_("How many came"), min_value=0, max_value=MOST_AT_THE_DOOR)

    def __init__(self, *args: Any, session: SessionPage, **kwargs: Any) -> None:
        self.session = session
        counts = list(session.door_counts.all())
        initial: dict[str, Any] = {
            by.value: "\n".join(f"{one.category} {one.count}" for one in counts if one.dimension == by)
            for by in BY
        }
        initial["whole"] = next((one.count for one in counts if one.dimension == DoorDimension.WHOLE), None)
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for by in BY:
            self.fields[by.value] = forms.CharField(
                label=by.label,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_(
                    "One on each line, with the number last: “ST3 4”. Groups below five are shown together."
                ),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        whole = cleaned.get("whole")
        for by in BY:
            try:
                parts = parts_of(cleaned.get(by.value, ""))
            except ValidationError as error:
                self.add_error(by.value, error)
                continue
            cleaned[by.value] = parts
            if whole is not None and sum(parts.values()) > whole:
                self.add_error(
                    by.value,
                    gettext("These add up to %(sum)s, but %(whole)s came.")
                    % {"sum": sum(parts.values()), "whole": whole},
                )
        return cleaned

    def save(self) -> None:
        self.session.door_counts.all().delete()
        rows = [DoorCount(session=self.session, dimension="whole", count=self.cleaned_data["whole"])]
        for by in BY:
            rows += [
                DoorCount(session=self.session, dimension=by, category=name, count=count)
                for name, count in self.cleaned_data[by.value].items()
            ]
        for row in rows:
            row.save()


def parts_of(lines: str) -> dict[str, int]:
    """`ST3 4` a line; the same part twice is one."""
    found: dict[str, int] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, _, number = line.rpartition(" ")
        if not name or not (number.isascii() and number.isdigit()) or int(number) > MOST_AT_THE_DOOR:
            raise ValidationError(
                gettext("“%(line)s” does not end in a number. Write it like “ST3 4”.") % {"line": line[:40]}
            )
        key = name.strip(" :,")[:60]
        found[key] = found.get(key, 0) + int(number)
    return found
