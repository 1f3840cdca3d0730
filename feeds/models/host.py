from datetime import datetime
from typing import Self

from django.db import models


class HostHoldQuerySet(models.QuerySet["HostHold"]):
    def standing(self, now: datetime) -> Self:
        return self.filter(held_until__gt=now)


class HostHold(models.Model):
    """A host that asked us to come less often (429): none of its sources is asked before `held_until`."""

    host = models.CharField(max_length=255, unique=True)
    held_until = models.DateTimeField()
    asked_at = models.DateTimeField()

    objects = HostHoldQuerySet.as_manager()

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return f"{self.host} until {self.held_until:%d %B %Y, %H:%M}"
