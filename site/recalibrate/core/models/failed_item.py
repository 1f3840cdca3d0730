from datetime import datetime, timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.utils import timezone


class FailedItemQuerySet(models.QuerySet["FailedItem"]):
    def note(self, place: str, kind: str, key: str, *, name: str, error: str) -> None:
        now = timezone.now()
        fresh = {"name": name, "error": error, "last_seen": now}
        if not self.filter(place=place, kind=kind, key=key).update(**fresh):
            self.get_or_create(place=place, kind=kind, key=key, defaults=fresh | {"since": now})

    def unseen_for(self, now: datetime, age: timedelta) -> Self:
        return self.filter(last_seen__lt=now - age)


class FailedItem(models.Model):
    """A stored thing that failed somewhere and was left out there, until it works again (core/isolate.py)."""

    place = models.CharField(max_length=40)
    kind = models.CharField(max_length=80, blank=True)  # “blog.postpage”; empty for what is no row
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    error = models.CharField(max_length=300)
    since = models.DateTimeField()
    last_seen = models.DateTimeField()

    objects = FailedItemQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "key"], name="failed_once_in_a_place")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def model(self) -> type[models.Model] | None:
        try:
            return apps.get_model(self.kind) if self.kind else None
        except LookupError:
            return None

    @property
    def thing(self) -> Any:
        """The row itself, or None if it has gone."""
        model = self.model
        try:
            return model._base_manager.filter(pk=self.key).first() if model else None
        except (ValueError, TypeError):
            return None
