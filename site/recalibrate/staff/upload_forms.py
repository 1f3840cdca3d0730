"""What editors upload: pictures without what cameras write into them, documents that are what they say."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from recalibrate.infra.pictures import BROKEN, EDITORS, NOT_A_PICTURE, PictureRefused, redrawn

from .document_kinds import validate_content


def refuse_broken_images(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wagtail's field lets what a broken file raises in Pillow through, which would be our error page."""

    def read_or_refuse(value: Any) -> Any:
        try:
            return read(value)
        except ValidationError:
            raise
        except BROKEN as error:
            raise ValidationError(NOT_A_PICTURE) from error

    return read_or_refuse


class ImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].to_python = refuse_broken_images(self.fields["file"].to_python)

    def clean_file(self) -> File:
        """Drawn anew: renditions would carry the place and the time of a photograph on to readers."""
        file: File = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        file.seek(0)
        try:
            content, _ = redrawn(file, EDITORS, keeps_format=True)  # type: ignore[arg-type]
        except PictureRefused as why:
            raise ValidationError(str(why)) from why
        clean = SimpleUploadedFile(file.name or "picture", content, file.content_type or "")
        clean.image = getattr(file, "image", None)  # type: ignore[attr-defined]
        return clean


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> File:
        file: File = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            file.seek(0)
            if wrong := validate_content(file, file.name or ""):
                raise ValidationError(wrong)
            file.seek(0)
        return file
