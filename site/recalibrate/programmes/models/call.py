from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from recalibrate.core.cards import Card
from recalibrate.core.models import StateOfMind
from recalibrate.core.models.past_slug import KeepsPastSlugs
from recalibrate.core.models.state_of_mind import states_in_order

LONGEST = timedelta(days=550)  # a year and a half
STAYS = timedelta(days=30)  # for whoever has the address, after it has closed
SOON = timedelta(days=7)
CHECKED_FOR = timedelta(days=90)


class CallKind(models.TextChoices):
    """What people are asked to take part in."""

    RESEARCH = "research", "Research"
    QI = "qi", "Quality improvement"
    CONSULTATION = "consultation", "Consultation"
    VOLUNTEERS = "volunteers", "Volunteers wanted"


class OpenCallQuerySet(models.QuerySet["OpenCall"]):
    def open_on(self, day: date) -> Self:
        """What readers are offered. Nobody has to take it off: the day does."""
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
    """Somebody else's study or survey that we pass on and do not run. It ends by itself."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=CallKind.choices)
    what = models.TextField("what it is about", max_length=600)
    who = models.CharField("who may take part", max_length=200)
    minutes = models.PositiveSmallIntegerField("minutes it takes")
    reward = models.CharField(max_length=120, blank=True, help_text="Empty: none.")
    organisation = models.CharField(max_length=120)
    funder = models.CharField(max_length=120, blank=True)
    ethics_reference = models.CharField(
        "ethics reference", max_length=80, blank=True, help_text="Research has one. Write it as they do."
    )
    contact = models.CharField(
        max_length=200, help_text="A web address, or a role’s e-mail address. Never a person’s mobile."
    )
    opens_on = models.DateField("opens", default=timezone.localdate)
    closes_on = models.DateField("closes", help_text="The last day. The day after, it is off all lists.")
    checked_on = models.DateField("last checked", default=timezone.localdate)
    states_of_mind = TaggableManager(
        through=OpenCallStateOfMind, blank=True, verbose_name="states of mind", help_text=""
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
                violation_error_message="It must close after it opens.",
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
            errors["closes_on"] = "A year and a half is the longest; after that, make a new call."
        if self.kind == CallKind.RESEARCH and not self.ethics_reference.strip():
            errors["ethics_reference"] = "Research has an ethics reference. Ask whoever runs it."
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

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        return states_in_order(self.states_of_mind.all())

    @property
    def contact_url(self) -> str:
        return self.contact if self.contact.startswith(("https://", "http://")) else f"mailto:{self.contact}"

    def card(self) -> Card:
        return Card(
            kind="open-call",
            title=self.title,
            url=self.get_absolute_url(),
            summary=f"{self.get_kind_display()}, until {self.closes_on:%-d %B}. "
            "We pass this on; we do not run it.",
            byline=self.organisation,
            minutes=self.minutes,
            states=self.states,
        )
