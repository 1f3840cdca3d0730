from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from recalibrate.core.cards import Card, KnownStates
from recalibrate.core.models import StateOfMind
from recalibrate.core.models.past_slug import KeepsPastSlugs
from recalibrate.core.models.state_of_mind import states_in_order

LONGEST = timedelta(days=550)  # a year and a half
STAYS = timedelta(days=30)  # for readers who have the address, after it has closed
SOON = timedelta(days=7)  # before it closes: readers are told, and the desk
# Then the desk asks again, as for help services: it is another body's, and may change without a word.
CHECKED_FOR = timedelta(days=90)


class CallKind(models.TextChoices):
    """What people are asked to take part in."""

    RESEARCH = "research", _("Research")
    QI = "qi", _("Quality improvement")
    CONSULTATION = "consultation", _("Consultation")
    VOLUNTEERS = "volunteers", _("Volunteers wanted")


class OpenCallQuerySet(models.QuerySet["OpenCall"]):
    def open_on(self, day: date) -> Self:
        """What readers are offered. No one has to take it off: the day does."""
        return self.filter(opens_on__lte=day, closes_on__gte=day)

    def about(self, state: StateOfMind) -> Self:
        return self.filter(state_of_mind_items__tag=state)

    def closing_first(self) -> Self:
        return self.order_by("closes_on", "pk")

    def for_cards(self) -> Self:
        return self.prefetch_related("states_of_mind")


class OpenCallStateOfMind(ItemBase):
    tag = models.ForeignKey(StateOfMind, on_delete=models.PROTECT, related_name="open_call_items")
    content_object = models.ForeignKey(
        "programmes.OpenCall", on_delete=models.CASCADE, related_name="state_of_mind_items"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="open_call_state_once")]


class OpenCall(KeepsPastSlugs, models.Model):
    """Another body's study or survey that we pass on and do not run. It ends by itself."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=CallKind.choices)
    what = models.TextField(_("what it is about"), max_length=600)
    who = models.CharField(_("who may take part"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"))
    reward = models.CharField(max_length=120, blank=True, help_text=_("Leave empty if there is none."))
    organisation = models.CharField(max_length=120)
    funder = models.CharField(max_length=120, blank=True)
    ethics_reference = models.CharField(
        _("ethics reference"),
        max_length=80,
        blank=True,
        help_text=_("Research has one. Write it as they do."),
    )
    contact = models.CharField(
        max_length=200, help_text=_("A web address, or a role’s e-mail address. Never a person’s mobile.")
    )
    opens_on = models.DateField(_("opens"), default=timezone.localdate)
    closes_on = models.DateField(_("closes"), help_text=_("The last day. It leaves all lists the day after."))
    checked_on = models.DateField(_("last checked"), default=timezone.localdate)
    states_of_mind = TaggableManager(
        through=OpenCallStateOfMind, blank=True, verbose_name=_("states of mind"), help_text=""
    )
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    first_published_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OpenCallQuerySet.as_manager()

    class Meta:
        ordering = ["closes_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="call_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("It must close after it opens."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("open-call", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.opens_on and self.closes_on and self.closes_on > self.opens_on + LONGEST:
            errors["closes_on"] = gettext(
                "A call can be open for a year and a half. After that, make a new one."
            )
        if self.kind == CallKind.RESEARCH and not self.ethics_reference.strip():
            errors["ethics_reference"] = gettext(
                "Research has an ethics reference. Ask the people who run it."
            )
        if errors:
            raise ValidationError(errors)

    def status_on(self, day: date) -> str:
        """By the clock, never stored: not yet, open, closes soon, closed, gone."""
        if day < self.opens_on:
            return "not yet"
        if day > self.closes_on + STAYS:
            return "gone"
        if day > self.closes_on:
            return "closed"
        return "closes soon" if self.closes_on - day <= SOON else "open"

    @property
    def shown_until(self) -> datetime:
        """The midnight after its last day."""
        return timezone.make_aware(datetime.combine(self.closes_on + timedelta(days=1), time()))

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        return states_in_order(self.states_of_mind.all())

    @property
    def contact_url(self) -> str:
        return self.contact if self.contact.startswith(("https://", "http://")) else f"mailto:{self.contact}"

    def card(self, *, states: KnownStates = None) -> Card:
        return Card(
            kind="open-call",
            title=self.title,
            url=self.get_absolute_url(),
            summary=gettext("%(get_kind_display)s, until %(closes_on)s. We pass this on; we do not run it.")
            % {"get_kind_display": self.get_kind_display(), "closes_on": date_format(self.closes_on, "j F")},
            byline=self.organisation,
            minutes=self.minutes,
            states=self.states if states is None else states,
        )
