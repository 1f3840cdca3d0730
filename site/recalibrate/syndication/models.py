from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy

CURRENT_FOR = timedelta(days=7)  # services fetch at least weekly what anybody reads


class DailySubscribersQuerySet(models.QuerySet["DailySubscribers"]):
    def current(self, today: date) -> Self:
        return self.filter(day__gt=today - CURRENT_FOR, day__lte=today)

    def by_path(self, today: date) -> list[tuple[str, int]]:
        """(path, subscribers) by the highest number that each service told this week, most first."""
        highest = self.current(today).values("path", "service").annotate(most=Max("subscribers"))
        totals: dict[str, int] = {}
        for row in highest:
            totals[row["path"]] = totals.get(row["path"], 0) + row["most"]
        return sorted(totals.items(), key=lambda item: (-item[1], item[0]))


class DailySubscribers(models.Model):
    """For how many a service fetched a feed on a day, by its own word."""

    day = models.DateField()
    path = models.CharField("feed", max_length=160)
    service = models.CharField(max_length=40)
    subscribers = models.PositiveIntegerField()

    objects = DailySubscribersQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("daily subscribers")
        verbose_name_plural = gettext_lazy("daily subscribers")
        ordering = ["-day", "path"]
        constraints = [
            models.UniqueConstraint(fields=["day", "path", "service"], name="subscribers_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.subscribers} by {self.service}"
