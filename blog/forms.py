from itertools import count
from typing import Any

from django import forms

from recalibrate.core.forms import TaggedPageForm
from recalibrate.core.models import Strategy

from . import checklist
from .reading_time import count_words
from .titles import is_title_to_come

RICH_TEXTS = ("short_version", "try_now", "what_should_change")


class PostPageForm(TaggedPageForm):
    """What must be there before a post can be published; a draft may lack all of it."""

    strategies = forms.ModelMultipleChoiceField(
        queryset=Strategy.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="What helps",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "title" in self.fields:
            self.fields["title"].widget.attrs["autofocus"] = True

    def clean_slug(self) -> str:
        """A draft whose address another page has gets the next that is free: “snow-2”."""
        slug: str = self.cleaned_data["slug"]
        is_public = self.instance.pk is not None and self.instance.live
        if is_public or self.parent_page is None:
            return slug
        others = self.parent_page.get_children().exclude(pk=self.instance.pk)
        taken = set(others.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in count(2))
        return slug if slug not in taken else next(free for free in numbered if free not in taken)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in RICH_TEXTS:
            if not count_words(cleaned.get(name) or ""):
                cleaned[name] = ""  # an editor that was opened and left empty sends an empty paragraph
        if self.is_deferred_validation:
            return cleaned
        if is_title_to_come(cleaned.get("title") or ""):
            self.add_error("title", "Write a title. It must not say when the story came.")
        if self.has_nobody():
            self.add_error(None, "Choose who readers see as its writer: at least one contributor.")
        if not cleaned.get("primary_state"):
            self.add_error("primary_state", "Choose the state of mind this post is mostly for.")
        if not cleaned.get("what_should_change") and not cleaned.get("is_just_a_story"):
            self.add_error(
                "what_should_change",
                "Say what should change and how to make it happen, or tick “just a story”.",
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
        label="Is there a patient in it?",
        choices=checklist.PATIENTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is true."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for promise in checklist.PROMISES:
            self.fields[promise.key] = forms.BooleanField(
                label=promise.text,
                help_text=promise.why,
                error_messages={"required": "Tick this once it is so. Until then, go back to the post."},
            )

    def clean(self) -> dict[str, Any]:
        """The answers as they are recorded."""
        cleaned = super().clean() or {}
        made = [promise.key for promise in checklist.PROMISES if cleaned.get(promise.key)]
        return {"patients": cleaned.get("patients", ""), "promises": made}


class SecondReadingForm(forms.Form):
    """The answer of the second pair of eyes. Who asks for changes says which."""

    answer = forms.ChoiceField(choices=[("approve", "agree"), ("reject", "ask for changes")])
    comment = forms.CharField(
        label="Comment",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed if you ask for changes. The writer and the editors read it; readers never do.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "reject" and not cleaned.get("comment", "").strip():
            self.add_error("comment", "Say what you would change, and where.")
        return cleaned
