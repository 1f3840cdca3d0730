from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.forms import WrittenPageForm
from recalibrate.core.models import Strategy

from . import checklist
from .reading_time import count_words
from .titles import is_title_to_come

RICH_TEXTS = ("short_version", "try_now", "what_should_change")


class PostPageForm(WrittenPageForm):
    """What must be there before a post can be published; a draft may lack all of it."""

    strategies = forms.ModelMultipleChoiceField(
        queryset=Strategy.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("What helps"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data, post = args[0] if args else kwargs.get("data"), kwargs.get("instance")
        if data is None and post is not None and post.pk is None:
            post.begin_for(kwargs.get("for_user"))
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in RICH_TEXTS:
            if not count_words(cleaned.get(name) or ""):
                cleaned[name] = ""  # an editor that was opened and left empty sends an empty paragraph
        if self.is_deferred_validation:
            return cleaned
        if is_title_to_come(cleaned.get("title") or ""):
            self.add_error("title", gettext("Write a title. It must not say when the story came."))
        if self.has_nobody():
            self.add_error(None, gettext("Choose who readers see as its writer: at least one contributor."))
        if not cleaned.get("primary_state"):
            self.add_error("primary_state", gettext("Choose the state of mind this post is mostly for."))
        if not cleaned.get("what_should_change") and not cleaned.get("is_just_a_story"):
            self.add_error(
                "what_should_change",
                gettext("Say what should change and how to make it happen, or tick “just a story”."),
            )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """A sentence that an editor has had before them is a suggestion no more."""
        self.instance.one_change_is_suggested = False
        return super().save(commit=commit)

    def has_nobody(self) -> bool:
        """Whether the form lists contributors, and none of them stays."""
        people = self.formsets.get("post_contributors")
        return people is not None and len(people.forms) == len(people.deleted_forms)


class ChecklistForm(forms.Form):
    """Each promise must be made; about patients one of the answers must be true."""

    patients = forms.ChoiceField(
        label=_("Is there a patient in it?"),
        choices=[(key, _(text)) for key, text in checklist.PATIENTS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is true.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for promise in checklist.PROMISES:
            self.fields[promise.key] = forms.BooleanField(
                label=gettext(promise.text),
                help_text=gettext(promise.why),
                error_messages={
                    "required": gettext("Tick this once it is so. Until then, go back to the post.")
                },
            )

    def clean(self) -> dict[str, Any]:
        """The answers as they are recorded."""
        cleaned = super().clean() or {}
        made = [promise.key for promise in checklist.PROMISES if cleaned.get(promise.key)]
        return {"patients": cleaned.get("patients", ""), "promises": made}


class SecondReadingForm(forms.Form):
    """The answer of the second pair of eyes. Who asks for changes says which."""

    answer = forms.ChoiceField(choices=[("approve", _("agree")), ("reject", _("ask for changes"))])
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed if you ask for changes. The writer and the editors read it; readers never do."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "reject" and not cleaned.get("comment", "").strip():
            self.add_error("comment", gettext("Say what you would change, and where."))
        return cleaned
