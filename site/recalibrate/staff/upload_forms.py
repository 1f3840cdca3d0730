"""What editors upload: pictures without what cameras write into them, documents that are what they say."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from recalibrate.infra.pictures import EDITORS, PictureRefused, redrawn

from .document_kinds import validate_content

HEIC_ENDINGS = ("heic", "heif")


def drawn_anew_first(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wagtail’s field opens what it gets. It only gets what we have measured and drawn anew.

    Renditions would carry the place and the time of a photograph on to readers, and a broken or a costly file
    would be our error page.
    """

    def redraw_and_read(value: Any) -> Any:
        if not isinstance(value, UploadedFile):
            return read(value)
        value.seek(0)
        try:
            content, ending = redrawn(value, EDITORS, keeps_format=True)  # type: ignore[arg-type]
        except PictureRefused as why:
            raise ValidationError(str(why)) from why
        stem, _, kind = (value.name or "picture").rpartition(".")
        name = f"{stem}.{ending}" if kind.lower() in HEIC_ENDINGS else value.name
        return read(SimpleUploadedFile(name or "picture", content, value.content_type or ""))

    return redraw_and_read


class ImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].to_python = drawn_anew_first(self.fields["file"].to_python)


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> File:
        file: File = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            file.seek(0)
            if wrong := validate_content(file, file.name or ""):
                raise ValidationError(wrong)
            file.seek(0)
        return file
