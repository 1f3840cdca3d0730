from typing import Self

from django.db import models


class BackupQuerySet(models.QuerySet["Backup"]):
    def whole(self) -> Self:
        return self.filter(trouble="")


class Backup(models.Model):
    """One attempt to make a backup, and how it ended: for those who have no view of its folder."""

    name = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField()
    size = models.PositiveBigIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.name or self.trouble
