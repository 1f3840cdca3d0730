from django.db import models


class Release(models.Model):
    """A version that has migrated this database, and when first."""

    version = models.CharField(max_length=20, primary_key=True)
    migrated_at = models.DateTimeField()

    class Meta:
        ordering = ["migrated_at"]

    def __str__(self) -> str:
        return self.version
