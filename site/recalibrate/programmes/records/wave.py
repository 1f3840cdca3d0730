from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal, Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.cards import Card

from ..answers.types import AskedQuestion
from ..answers.windows import LONGEST_HOLD, RELEASES_AFTER
from .questionnaire import Moment, Questionnaire

State = Literal["scheduled", "open", "closed", "released", "cancelled"]


class WaveQuerySet(models.QuerySet["Wave"]):
    def closed_by(self, now: datetime) -> Self:
        return self.filter(closes_at__lte=now, is_called_off=False)

    def due_for_release(self, now: datetime) -> Self:
        """Closed long enough, and not held back."""
        is_held = Q(held_until__isnull=False) & Q(held_until__gt=timezone.localdate(now))
        return self.closed_by(now - RELEASES_AFTER).filter(released_at=None).exclude(is_held)

    def released(self) -> Self:
        return self.exclude(released_at=None)

    def for_cards(self) -> Self:
        return self.select_related("programme", "session", "questionnaire")

    def in_order(self) -> Self:
        return self.order_by("opens_at", "pk")


class Wave(models.Model):
    """One moment at which one room is asked. Whether it is open, closed or released, the clock says."""

    programme = models.ForeignKey("programmes.ProgrammePage", on_delete=models.PROTECT, related_name="waves")
    session = models.ForeignKey(
        "programmes.SessionPage",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="waves",
        help_text=_("Leave empty for the whole programme."),
    )
    moment = models.CharField(_("when"), max_length=10, choices=Moment.choices)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="waves")
    topic = models.CharField(
        _("what it is about"),
        max_length=80,
        help_text=_("Replaces {it}: “leading a team you have just met”."),
    )
    code = models.CharField(max_length=6, unique=True, editable=False)
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    asked = models.PositiveSmallIntegerField(
        _("people asked"),
        null=True,
        blank=True,
        help_text=_("For the whole programme, instead of how many came."),
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    is_called_off = models.BooleanField(_("cancelled"), default=False)
    held_until = models.DateField(
        _("hold back until"),
        null=True,
        blank=True,
        help_text=_("At most 28 days later. Readers see the reason."),
    )
    held_because = models.CharField(_("because"), max_length=200, blank=True)
    is_emptied = models.BooleanField(default=False, editable=False)  # its words have been taken out
    released_at = models.DateTimeField(null=True, editable=False)
    shown = models.JSONField(null=True, editable=False)
    # Themes and quotations that were public when the words they are from were deleted.
    kept_words = models.JSONField(null=True, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "moment"], condition=Q(session__isnull=False), name="wave_of_session_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "moment"], condition=Q(session=None), name="wave_of_programme_once"
            ),
            models.CheckConstraint(
                name="wave_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("It must close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.get_moment_display().lower()}"

    def get_absolute_url(self) -> str:
        return reverse("results", args=[self.pk])

    def card(self) -> Card:
        return Card(
            kind="results",
            title=gettext("What the room said: %(about)s") % {"about": self.title},
            url=self.get_absolute_url(),
            summary=f"{self.programme.title}, {self.get_moment_display().lower()}.",
            byline=self.programme.for_whom,
            published_on=timezone.localdate(self.released_at) if self.released_at else None,
        )

    @property
    def title(self) -> str:
        """What was asked about, as readers know it."""
        return str(self.session.title if self.session else self.programme.title)

    @cached_property
    def sheet(self) -> tuple[AskedQuestion, ...]:
        return self.questionnaire.sheet_about(self.topic)

    def state_at(self, now: datetime) -> State:
        if self.is_called_off:
            return "cancelled"
        if now < self.opens_at:
            return "scheduled"
        if now < self.closes_at:
            return "open"
        return "released" if self.released_at else "closed"

    @property
    def release_due_at(self) -> datetime:
        """When everybody sees the results."""
        due = self.closes_at + RELEASES_AFTER
        if not self.held_until:
            return due
        midnight = datetime.min.time()
        held = timezone.make_aware(datetime.combine(self.held_until, midnight))
        return max(due, held)

    def clean(self) -> None:
        if not self.held_until:
            return
        if not self.held_because.strip():
            raise ValidationError({"held_because": gettext("Readers are owed the reason why results wait.")})
        latest = (self.closes_at + RELEASES_AFTER + LONGEST_HOLD).date()
        if self.held_until > latest:
            raise ValidationError(
                {
                    "held_until": gettext("%(latest)s is the latest day: results must be published.")
                    % {"latest": f"{latest:%-d %B}"}
                }
            )

    @property
    def next_change(self) -> timedelta | None:
        """How long until the clock changes what this says; None if it never will."""
        now = timezone.now()
        moments = (self.opens_at, self.closes_at, self.release_due_at)
        return next((moment - now for moment in moments if moment > now), None)


class PooledResult(models.Model):
    """One moment over all sessions of a programme, shown once every session's own results are out."""

    programme = models.ForeignKey(
        "programmes.ProgrammePage", on_delete=models.CASCADE, related_name="pooled_results"
    )
    moment = models.CharField(max_length=10, choices=Moment.choices)
    shown = models.JSONField()
    released_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "moment"], name="pooled_once")]

    def __str__(self) -> str:
        return f"{self.programme}, {self.get_moment_display().lower()}"


class BallotBox(models.Model):
    """The sealed sums of one wave. Nothing else is stored of a form, and without the site's key it is noise.

    Written by `ballot_box` alone.
    """

    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, primary_key=True, related_name="box")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"Box {self.pk}"


class SpentNonce(models.Model):
    """A copy of a form that was counted. It says nothing of what was in it, nor which form it was."""

    nonce = models.CharField(max_length=40, primary_key=True)
    forget_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.nonce
