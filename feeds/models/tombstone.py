from django.db import models

from ..pipeline.addresses import MAX_URL
from .source import Source


class Tombstone(models.Model):
    """What is remembered of an item that was removed, so that it never comes in again.

    It holds for its source by identity or address, and by address for every source once its own is gone.
    """

    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="tombstones")
    identity = models.CharField(max_length=64)
    canonical_url = models.CharField(max_length=MAX_URL, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "identity"], name="one_tombstone_an_item")]
        indexes = [models.Index(fields=["canonical_url"], name="tombstone_canonical_url")]

    def __str__(self) -> str:
        return self.canonical_url or self.identity
