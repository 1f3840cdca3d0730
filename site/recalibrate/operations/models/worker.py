from datetime import datetime, timedelta
from typing import Self

from django.db import models

GONE_AFTER = timedelta(minutes=3)  # a worker says every half minute that it is there


class WorkerQuerySet(models.QuerySet["Worker"]):
    def at_work(self, now: datetime) -> Self:
        return self.filter(seen_at__gte=now - GONE_AFTER)

    def gone(self, now: datetime) -> Self:
        return self.filter(seen_at__lt=now - GONE_AFTER)


class Worker(models.Model):
    """One worker for as long as it runs, by the id under which it takes tasks."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.worker_id
