from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, now: datetime, every: timedelta) -> Self:
        """Its time has come, or lies further ahead than it ever may: then the clock was put back."""
        return self.filter(Q(due_at__lte=now) | Q(due_at__gt=now + 2 * every))

    def failing(self) -> Self:
        return self.exclude(failing_since=None)


class Job(models.Model):
    """One periodic job: when it is due again, and how it went."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name.replace("_", " ")
