"""Choosing a file of posts."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import ImportRun

MOST_MEGABYTES = 24  # below what the web server takes in one form; larger exports go by command


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("Where it comes from"), choices=ImportRun.Kind.choices)
    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy(
            _(
                "WordPress: Tools, Export, a .xml file. Tumblr: a .zip, posts.xml or .json. At most {most} MB. An "
                "operator can bring in a larger one."
            ),
            most=MOST_MEGABYTES,
        ),
    )
    blog = forms.URLField(
        label=_("Address of the blog"),
        required=False,
        assume_scheme="https",
        help_text=_("For Tumblr, whose export does not say it: https://name.tumblr.com"),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MEGABYTES * 1024**2:
            raise forms.ValidationError(
                gettext("The file is larger than %(most_megabytes)s MB. Ask an operator to bring it in.")
                % {"most_megabytes": MOST_MEGABYTES}
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            cleaned.get("kind") == ImportRun.Kind.TUMBLR
            and not cleaned.get("blog")
            and "blog" not in self.errors
        ):
            self.add_error("blog", gettext("Enter the address of the blog. We recognise its posts by it."))
        return cleaned
