from datetime import date
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .wave import Wave

REMARK_DAYS = 90  # after closing


class DoorDimension(models.TextChoices):
    """By what people are counted at the door; never by name."""

    WHOLE = "whole", _("Everyone")
    GRADE = "grade", _("By grade")
    HOSPITAL = "hospital", _("By hospital")
    PROFESSION = "profession", _("By profession")


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


class QuoteState(models.TextChoices):
    """Words are quoted if their writer ticked it, one organiser asks for it, and another agrees."""

    ASKED = "asked", _("Waits for a second person")
    AGREED = "agreed", _("Quoted")


class RemarkQuerySet(models.QuerySet["Remark"]):
    def worrying(self) -> Self:
        return self.filter(is_worrying=True, read_on=None)

    def overdue(self, today: date) -> Self:
        return self.filter(forget_on__lte=today)

    def quoted(self) -> Self:
        return self.filter(quote_state=QuoteState.AGREED)


class Remark(models.Model):
    """Words that came with a form, apart from all else in it. No time, no order, no form.

    They come out of the box when it has closed, in an order drawn by chance. One that worries is here at
    once: it is read the same day, and no one can find who wrote it.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="remarks")
    question = models.CharField(max_length=20)
    text = models.TextField(max_length=500)
    may_quote = models.BooleanField(default=False)
    is_worrying = models.BooleanField(default=False)
    read_on = models.DateField(null=True)
    theme = models.CharField(max_length=40, blank=True)
    quote_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    quote_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    quote_state = models.CharField(
        max_length=6, choices=QuoteState.choices, blank=True, default="", db_default=""
    )
    forget_on = models.DateField(db_index=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["-is_worrying", "uuid"]
        constraints = [
            models.CheckConstraint(
                name="quote_agreed_by_a_second_person",
                condition=models.Q(quote_agreed_by__isnull=True)
                | ~models.Q(quote_agreed_by=models.F("quote_asked_by")),
            ),
            models.CheckConstraint(
                name="quoted_only_if_ticked",
                condition=models.Q(quote_state="") | models.Q(may_quote=True, is_worrying=False),
            ),
        ]

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
