from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# What a killed worker claimed is another's then, as with digests; a slow one knows that it is no longer its own.
CLAIM_LASTS = timedelta(minutes=10)
# RFC 5321 (4.5.4.1) asks for four or five days in all; docs/assurance.md promises no more than seven.
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

    A mail to several people is several rows, so that one address that is refused takes no one's with it.
    """

    sender = models.CharField(max_length=320)
    recipient = models.CharField(max_length=320)
    message = models.BinaryField(help_text=_("As it will be sent; may hold a link that lets one sign in."))
    queued_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=a_week_on)
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text=_("Answers about this mail, none of them yes.")
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
        CONNECTION = "connection", _("does not answer, or sends us away for now")
        SENDER = "sender", _("takes no mail from this site")

    trouble = models.CharField(max_length=10, choices=Trouble.choices)
    words = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    again_at = models.DateTimeField(help_text=_("Not asked before."))
    failures = models.PositiveSmallIntegerField(default=1, help_text=_("In a row."))

    def __str__(self) -> str:
        return gettext("The mail server %(trouble)s.") % {"trouble": self.get_trouble_display()}
