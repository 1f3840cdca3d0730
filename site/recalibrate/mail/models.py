from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

CLAIM_LASTS = timedelta(minutes=10)
KEPT = timedelta(days=7)


def a_week_on() -> datetime:
    return timezone.now() + KEPT


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> Self:
        """To be handed over, and claimed by no worker that is still at it."""
        is_free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
        return self.filter(is_free, not_before__lte=now, expires_at__gt=now).order_by("pk")

    def expired(self, now: datetime) -> Self:
        return self.filter(expires_at__lte=now)


class OutgoingMail(models.Model):
    """One mail to one recipient, until the mail server has taken it; then the row is deleted.

    A mail to several people is several rows, so that one address that is refused takes nobody's with it.
    """

    sender = models.CharField(max_length=320)
    recipient = models.CharField(max_length=320)
    message = models.BinaryField(help_text="As it will be sent; may hold a link that lets one sign in.")
    queued_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=a_week_on)
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text="Answers about this mail, none of them yes."
    )
    claim = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["not_before"], name="outgoing_mail_due")]

    def __str__(self) -> str:
        return f"Mail {self.pk}"  # never the address: this ends up in logs


class MailServer(models.Model):
    """What the mail server last said about us or our connection; about no recipient. One row at most."""

    class Trouble(models.TextChoices):
        CONNECTION = "connection", "does not answer, or sends us away for now"
        SENDER = "sender", "takes no mail from this site"

    trouble = models.CharField(max_length=10, choices=Trouble.choices)
    words = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    again_at = models.DateTimeField(help_text="Not asked before.")
    failures = models.PositiveSmallIntegerField(default=1, help_text="In a row.")

    def __str__(self) -> str:
        return f"The mail server {self.get_trouble_display()}."
