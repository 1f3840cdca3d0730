from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Self
from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

BOUNCES_BEFORE_REMOVAL = 3  # a full mailbox refuses once or twice
SHORTEST_TOKEN = 20  # letters; ours are longer, and what is shorter need not be looked up
REQUEST_DAYS = 7  # who asked before a week of leave still finds the link
CLAIM_LASTS = timedelta(minutes=10)  # far longer than a mail takes: a worker that has not come back is gone
GIVEN_UP_AFTER = timedelta(days=5)  # the next week's is near


class Weekday(models.IntegerChoices):
    MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@register_setting(icon="mail")
class DigestSettings(BaseGenericSetting):
    """Whether and when the weekly e-mail goes out."""

    is_on = models.BooleanField(_("sent"), default=False, help_text=_("Tick to let readers subscribe."))
    weekday = models.PositiveSmallIntegerField(
        _("day"), choices=Weekday.choices, default=Weekday.THURSDAY, validators=[MaxValueValidator(6)]
    )
    hour = models.PositiveSmallIntegerField(
        _("from"), default=7, validators=[MaxValueValidator(23)], help_text=_("The hour, 0 to 23.")
    )

    class Meta:
        verbose_name = _("e-mail digest")

    panels = [FieldPanel("is_on"), FieldRowPanel([FieldPanel("weekday"), FieldPanel("hour")])]


def new_token() -> str:
    return token_urlsafe(16)  # short enough for a line of a mail: old gateways break longer ones


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def at(self, email: str) -> Self:
        """Of this address, however it is spelt in capitals: at most one."""
        return self.filter(email__iexact=email.strip())

    def with_token(self, token: str) -> Self:
        """By the link in a letter, also in one from before a subscriber's lists were joined."""
        if len(token) < SHORTEST_TOKEN:
            return self.none()
        return self.filter(Q(token=token) | Q(earlier_tokens__contains=f" {token} "))

    def adopt_old_rows(self) -> None:
        """What the version before confirmed while both served: it notes one list down by `path`."""
        self.filter(lists="", path__in=["everything", "all", "guardian", "picks"]).update(lists=F("path"))

    def written_to(self) -> Self:
        return self.filter(bounces__lt=BOUNCES_BEFORE_REMOVAL)

    def refused(self) -> Self:
        """Those that get no mail any more, until a person has decided about them."""
        return self.filter(bounces__gte=BOUNCES_BEFORE_REMOVAL).order_by("refused_at", "pk")


class Subscription(models.Model):
    """A confirmed address, and what it gets in its one weekly letter. Leaving deletes the row."""

    email = models.EmailField()
    lists = models.CharField(
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("See letter_lists.py: “everything”, “all+dates”."),
    )
    written_until = models.DateTimeField(
        null=True, blank=True, help_text=_("Where the last letter that was taken ended, and the next begins.")
    )
    earlier_tokens = models.TextField(
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("In letters from before one person had one row."),
    )
    owes_last_letter = models.BooleanField(
        default=False,
        db_default=False,
        help_text=_("One of their lists is sent no more; which is not kept."),
    )
    # Its one list, when each list was a row; kept while the old version serves.
    path = models.CharField(_("list"), max_length=120, blank=True, default="", db_default="", editable=False)
    token = models.CharField(max_length=40, default=new_token, unique=True, editable=False)
    confirmed_at = models.DateTimeField(default=timezone.now)
    bounces = models.PositiveSmallIntegerField(default=0, help_text=_("In a row: there is no such address."))
    refused_with = models.CharField(
        db_default="", max_length=20, blank=True, help_text=_("What the last of these answers was.")
    )
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_subscription_an_address")]

    def __str__(self) -> str:
        # Never the address: this ends up in logs.
        return gettext("A subscription to {lists}").format(lists=self.lists)

    def leave_path(self) -> str:
        return reverse("digest-leave", args=[self.token])

    def change_path(self) -> str:
        return reverse("digest-change", args=[self.token])


class SubscriptionRequest(models.Model):
    """That an address asked for lists and has not confirmed it: by a code made from it, never the address."""

    fingerprint = models.CharField(max_length=64, unique=True)
    lists = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    mailed_at = models.DateTimeField(null=True, help_text=_("When a link was last queued."))

    def __str__(self) -> str:
        return gettext("A request for {lists}").format(lists=self.lists)


class Digest(models.Model):
    """One letter, composed once for all who chose the same and had their last letter at the same time."""

    path = models.CharField(_("lists"), max_length=120)
    since = models.DateTimeField(null=True, help_text=_("Holds what was published from here …"))
    until = models.DateTimeField(help_text=_("… to here."))
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    finished_at = models.DateTimeField(null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    uncertain = models.PositiveIntegerField(default=0)
    given_up = models.PositiveIntegerField(default=0, db_default=0)
    trouble = models.CharField(
        db_default="",
        max_length=200,
        blank=True,
        help_text=_("What the mail server said to most of a batch, if it took few."),
    )

    class Meta:
        ordering = ["-until", "path"]
        constraints = [
            models.UniqueConstraint(fields=["path", "since", "until"], name="one_digest_a_choice_and_time")
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.path}, {self.until:%d %B %Y})"


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("There is no such address")
    GIVEN_UP = "given-up", _("Not taken in five days")
    # The connection or the worker ended after the mail had left. No subscriber gets a mail twice, so it stays.
    UNCERTAIN = "uncertain", _("Perhaps sent")
    LEFT = "left", _("Unsubscribed before it was sent")


UNDER_WAY = (State.WAITING, State.SENDING)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def to_send(self, now: datetime) -> Self:
        """Waiting, due, and claimed by no worker that is still at it."""
        is_free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
        return self.filter(is_free, state=State.WAITING, not_before__lte=now).order_by("pk")

    def too_old(self, now: datetime) -> Self:
        return self.filter(state=State.WAITING, digest__until__lt=now - GIVEN_UP_AFTER)

    def interrupted(self, now: datetime) -> Self:
        return self.filter(state=State.SENDING, claimed_at__lt=now - CLAIM_LASTS)


class Delivery(models.Model):
    """One digest to one subscription. Holds no address."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(
        Subscription, null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    uuid = models.UUIDField(default=uuid4, unique=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text=_("Answers about this mail, none of them yes.")
    )
    claimed_at = models.DateTimeField(null=True)
    claim = models.CharField(max_length=40, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "subscription"], name="one_delivery_a_subscription")
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="delivery_to_send")]

    def __str__(self) -> str:
        return f"{self.digest_id}: {self.get_state_display()}"


class Removal(models.Model):
    """That a subscription was deleted by machine, and when; not whose it was."""

    removed_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return gettext("A removal on {day}").format(
            day=date_format(timezone.localtime(self.removed_at), "j F")
        )
