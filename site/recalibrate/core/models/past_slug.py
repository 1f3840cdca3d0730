from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class PastSlug(models.Model):
    """A slug that a record had before: its old addresses, in print and in feed readers, lead to the record.

    It names the record, never its next slug, so that a record renamed twice is still one step away. By the
    first of all, feed readers know a record's feeds.
    """

    kind = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=120)
    key = models.PositiveBigIntegerField()
    is_first = models.BooleanField(default=False)
    since = models.DateTimeField(_("given up"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="past_slug_once")]
        indexes = [models.Index(fields=["kind", "key"], name="past_slug_of")]

    def __str__(self) -> str:
        return self.slug


def past_slugs(model: type[models.Model]) -> models.QuerySet[PastSlug]:
    """Every past slug of the model's records."""
    return PastSlug.objects.filter(kind=ContentType.objects.get_for_model(model))


class KeepsPastSlugs:
    """For a model with a slug in public addresses: none gets a slug that another was known by.

    A form says so. What is saved by other ways has the address, and the log a warning (`past_slugs.record_past_slug`).
    """

    pk: Any
    slug: str

    def clean(self) -> None:
        super().clean()  # type: ignore[misc]
        model: Any = type(self)
        taken = past_slugs(model).filter(slug=self.slug).exclude(key=self.pk or 0).first()
        other = taken and model._default_manager.filter(pk=taken.key).first()
        if other is not None:
            raise ValidationError(
                {
                    "slug": gettext(
                        "“%(slug)s” was once the address of “%(other)s”. Posters and feed readers that "
                        "use it still lead there. Choose another."
                    )
                    % {"slug": self.slug, "other": other}
                }
            )
