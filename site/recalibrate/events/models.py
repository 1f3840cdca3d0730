from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

STAYS_FOR = timedelta(days=180)  # past dates stay in people's calendars this long


class EventKind(models.TextChoices):
    FORUM = "forum", _("Resident doctors’ forum")
    DROP_IN = "drop-in", _("Guardian drop-in")
    ROUND = "round", _("Schwartz Round")
    SESSION = "session", _("Session")
    OTHER = "other", _("Other")


class EventQuerySet(models.QuerySet["Event"]):
    def to_come(self, now: datetime) -> Self:
        return self.filter(ends_at__gte=now).order_by("starts_at", "pk")

    def in_calendars(self, now: datetime) -> Self:
        """What subscribers' calendars hold: everything to come, and half a year back."""
        return self.filter(ends_at__gte=now - STAYS_FOR).order_by("starts_at", "pk")


class Event(models.Model):
    """A date that staff may want in their calendars: a forum, a drop-in, a Schwartz Round."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=EventKind.choices, default=EventKind.FORUM)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(max_length=160, blank=True)
    note = models.TextField(
        blank=True, help_text=_("Who it is for, what it is about, and how to get your work covered.")
    )
    is_cancelled = models.BooleanField(
        _("cancelled"),
        default=False,
        help_text=_("Subscribers’ calendars cross it out. Deleting it would not."),
    )
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["ends_at"], name="event_ends_at")]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("It must end after it starts."),
            )
        ]

    panels = [
        FieldPanel("title"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("place"),
        FieldPanel("note"),
        FieldPanel("is_cancelled"),
    ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Each save is a new version: calendars ignore a change that does not say it is newer."""
        if not self._state.adding:
            self.version += 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("It must end after it starts.")})

    @property
    def is_one_day(self) -> bool:
        return timezone.localdate(self.starts_at) == timezone.localdate(self.ends_at)

    @property
    def full_title(self) -> str:
        """With what matters most said first: programs that know no status show it, too."""
        return f"Cancelled: {self.title}" if self.is_cancelled else self.title
