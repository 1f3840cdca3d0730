"""Choosing a file of posts."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from .models import ImportRun

MOST_MEGABYTES = 24


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label="Where it comes from", choices=ImportRun.Kind.choices)
    file = forms.FileField(
        label="File",
        help_text=f"WordPress: Tools, Export, a .xml file. Tumblr: a .zip, posts.xml or .json. At most "
        f"{MOST_MEGABYTES} MB; whoever runs the site can bring in a larger one.",
    )
    blog = forms.URLField(
        label="Address of the blog",
        required=False,
        assume_scheme="https",
        help_text="For Tumblr, which does not say it: https://name.tumblr.com",
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MEGABYTES * 1024**2:
            raise forms.ValidationError(f"It is larger than {MOST_MEGABYTES} MB. Ask whoever runs the site.")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            cleaned.get("kind") == ImportRun.Kind.TUMBLR
            and not cleaned.get("blog")
            and "blog" not in self.errors
        ):
            self.add_error("blog", "Say the address of the blog: its posts are known by it.")
        return cleaned
