from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import DatabaseError, models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image, SourceImageIOError

from recalibrate.infra.decode_budget import EDITORS, Busy, TooDear
from recalibrate.infra.disk_full import is_disk_full

from ..isolate import error_boundary, log_isolated_failure

COPIES = 3  # of a picture's pixels, while another size of it is made


def _again(image: "SiteImage") -> None:
    image.generate_rendition_file(Filter(spec="max-100x100"))


PICTURES = error_boundary(
    "picture", _("cannot be opened: upload the picture again"), again=_again, is_gap=False
)


class SiteImage(AbstractImage):
    """A picture that says what it shows, or says that it is decoration."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick if the picture adds nothing to the words around it."),
    )
    credit = models.CharField(max_length=200, blank=True, help_text=_("Who made it and under which licence."))

    admin_form_fields = (*Image.admin_form_fields, "is_decorative", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def clean(self) -> None:
        super().clean()
        if not self.description.strip() and not self.is_decorative:
            raise ValidationError(
                {
                    "description": gettext(
                        "Say what the picture shows, or tick “decorative” if it adds nothing."
                    )
                }
            )

    def get_rendition(self, filter: Filter | str) -> AbstractRendition:
        """As Wagtail’s; of a picture that cannot be opened, one without a key that leads nowhere."""
        try:
            return super().get_rendition(filter)
        except SourceImageIOError:
            return self._without_a_file()

    def get_renditions(self, *filters: Filter | str) -> dict[str, AbstractRendition]:
        """The same for several."""
        try:
            return super().get_renditions(*filters)  # type: ignore[no-any-return]
        except SourceImageIOError:
            return {str(getattr(one, "spec", one)): self._without_a_file() for one in filters}

    def _without_a_file(self) -> AbstractRendition:
        rendition = Rendition(image=self, width=0, height=0)
        rendition.file.name = "not-found"  # as Wagtail’s own tags have it
        return rendition

    def generate_rendition_file(self, filter: Filter, **more: Any) -> File:
        """Within what this process may spend on opening pictures; else as if the picture were not there."""
        try:
            with EDITORS.holding(COPIES * 4 * self.width * self.height):
                return super().generate_rendition_file(filter, **more)
        except (Busy, TooDear) as error:
            raise SourceImageIOError(gettext("There is no room for opening this picture just now")) from error
        except Exception as error:  # a decoder may raise anything for a file that is damaged
            if is_disk_full(error) or isinstance(error, DatabaseError):
                raise
            log_isolated_failure(PICTURES, self, error)
            raise SourceImageIOError(gettext("The picture’s file is missing or damaged")) from error

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
        verbose_name = _("document")
        verbose_name_plural = _("documents")
