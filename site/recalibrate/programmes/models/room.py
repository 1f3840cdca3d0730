from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models

from ..answers.disclosure import THEME_FROM
from .wave import Wave

REMARK_DAYS = 90  # after closing


class DoorDimension(models.TextChoices):
    """By what people are counted at the door; never by name."""

    WHOLE = "whole", "Everybody"
    GRADE = "grade", "By grade"
    HOSPITAL = "hospital", "By hospital"
    PROFESSION = "profession", "By profession"


class DoorCount(models.Model):
    """How many came. Typed by hand afterwards: there is no list of who."""

    session = models.ForeignKey(
        "programmes.SessionPage", on_delete=models.CASCADE, related_name="door_counts"
    )
    dimension = models.CharField(max_length=10, choices=DoorDimension.choices)
    category = models.CharField(max_length=60, blank=True)
    count = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["session", "dimension", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "dimension", "category"], name="door_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.category or self.get_dimension_display()}: {self.count}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def worrying(self) -> Self:
        return self.filter(is_worrying=True, read_on=None)

    def overdue(self, today: date) -> Self:
        return self.filter(forget_on__lte=today)

    def themes(self) -> dict[str, int]:
        """Themes that enough remarks share to be named."""
        counts = self.exclude(theme="").values("theme").annotate(n=models.Count("pk")).order_by("-n", "theme")
        return {row["theme"]: row["n"] for row in counts if row["n"] >= THEME_FROM}


class Remark(models.Model):
    """Words that came with a form, apart from all else in it. No time, no order, no form.

    They come out of the box when it has closed, in an order drawn by chance. One that worries is here at
    once: it is read the same day, and nobody can find who wrote it.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="remarks")
    question = models.CharField(max_length=20)
    text = models.TextField(max_length=500)
    may_quote = models.BooleanField(default=False)
    is_worrying = models.BooleanField(default=False)
    read_on = models.DateField(null=True)
    theme = models.CharField(max_length=40, blank=True)
    forget_on = models.DateField(db_index=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["-is_worrying", "uuid"]

    def __str__(self) -> str:
        return f"Remark {self.uuid}"


class RaisedConcern(models.Model):
    """What a room said must change, as *You said, we did*: so that the programme's page knows the outcome."""

    programme = models.ForeignKey(
        "programmes.ProgrammePage", on_delete=models.CASCADE, related_name="raised_concerns"
    )
    wave = models.ForeignKey(Wave, null=True, on_delete=models.SET_NULL, related_name="raised_concerns")
    question = models.CharField(max_length=20)
    option = models.CharField(max_length=40)
    concern = models.OneToOneField(
        "guardian.YouSaid", on_delete=models.CASCADE, related_name="raised_by_a_room"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "question", "option"], name="concern_raised_once")
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.concern}"
