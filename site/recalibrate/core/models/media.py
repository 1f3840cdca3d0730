from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image, SourceImageIOError

from recalibrate.infra.decode_budget import EDITORS, Busy, TooDear

COPIES = 3  # of a picture's pixels, while another size of it is made


class SiteImage(AbstractImage):
    """A picture that says what it shows, or says that it is decoration."""

    is_decorative = models.BooleanField(
        "decorative", default=False, help_text="Tick if the picture adds nothing to the words around it."
    )
    credit = models.CharField(max_length=200, blank=True, help_text="Who made it and under which licence.")

    admin_form_fields = (*Image.admin_form_fields, "is_decorative", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"

    def clean(self) -> None:
        super().clean()
        if not self.description.strip() and not self.is_decorative:
            raise ValidationError(
                {"description": "Say what the picture shows, or tick “decorative” if it adds nothing."}
            )

    def generate_rendition_file(self, filter: Filter, **more: Any) -> File:
        """Within what this process may spend on opening pictures; else as if the picture were not there."""
        try:
            with EDITORS.holding(COPIES * 4 * self.width * self.height):
                return super().generate_rendition_file(filter, **more)
        except (Busy, TooDear) as error:
            raise SourceImageIOError("There is no room for opening this picture just now") from error

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.description


class Rendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]


class SiteDocument(AbstractDocument):
    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
