from typing import Self

from django.db import models
from django.utils import timezone

from ..pipeline.addresses import MAX_URL
from ..pipeline.normalise import MAX_AUTHOR, MAX_GUID, MAX_TITLE
from .source import Source


class ItemQuerySet(models.QuerySet["Item"]):
    def undecided(self) -> Self:
        return self.filter(curation=None)

    def for_inbox(self) -> Self:
        """Undecided, newest first, with all that the inbox shows."""
        return self.undecided().select_related("source").order_by("-first_seen_at", "-published_at", "-pk")


class Item(models.Model):
    """One entry of a source, in our terms: text, never HTML. Refreshes write it, a Curation decides on it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    identity = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    guid = models.CharField(max_length=MAX_GUID, blank=True)
    url = models.URLField(max_length=MAX_URL, blank=True)
    canonical_url = models.CharField(max_length=MAX_URL, blank=True)
    title = models.CharField(max_length=MAX_TITLE)
    text = models.TextField(blank=True)
    excerpt = models.TextField(blank=True)
    author = models.CharField(max_length=MAX_AUTHOR, blank=True)
    language = models.CharField(max_length=35, blank=True)
    published_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True)
    change_count = models.PositiveSmallIntegerField(default=0)
    # The source changed its words after somebody decided; the decision stays as it was.
    has_changed_since_decision = models.BooleanField(default=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["-first_seen_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "identity"], name="item_once_per_source")]
        indexes = [
            models.Index(fields=["-first_seen_at", "-published_at", "-id"], name="item_inbox_order"),
            models.Index(fields=["canonical_url"], name="item_canonical_url"),
        ]

    def __str__(self) -> str:
        return self.title
