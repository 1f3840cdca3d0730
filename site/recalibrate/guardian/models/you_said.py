from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase
from wagtail.search import index

from recalibrate.core.cards import Card, KnownStates
from recalibrate.core.models import StateOfMind
from recalibrate.core.models.state_of_mind import states_in_order


class Progress(models.TextChoices):
    """How far a concern has come. “Not possible” is an answer like the others, with its reason."""

    HEARD = "heard", _("Heard")
    LOOKING = "looking-into-it", _("Looking into it")
    DOING = "doing", _("Doing")
    DONE = "done", _("Done")
    NOT_POSSIBLE = "not-possible", _("Not possible")


SHOWN = ("you_said", "we_did", "progress", "owner_role", "due_on", "updated_on")
ANSWERED = (Progress.DONE, Progress.NOT_POSSIBLE)


class YouSaidQuerySet(models.QuerySet["YouSaid"]):
    def about(self, state: StateOfMind) -> Self:
        return self.filter(state_of_mind_items__tag=state)

    def unanswered(self) -> Self:
        return self.exclude(progress__in=ANSWERED)

    def overdue(self, today: date) -> Self:
        return self.unanswered().filter(due_on__lt=today)

    def in_order(self) -> Self:
        return self.order_by("order", "-updated_on", "-pk")

    def newest_first(self) -> Self:
        return self.order_by("-updated_on", "order", "-pk")

    def for_cards(self) -> Self:
        return self.prefetch_related("states_of_mind")


class YouSaidStateOfMind(ItemBase):
    tag = models.ForeignKey(StateOfMind, on_delete=models.PROTECT, related_name="you_said_items")
    content_object = models.ForeignKey(
        "guardian.YouSaid", on_delete=models.CASCADE, related_name="state_of_mind_items"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="you_said_state_once")]


class YouSaid(index.Indexed, models.Model):
    """You said, we did: one concern, and what became of it."""

    you_said = models.CharField(
        _("you said"),
        max_length=160,
        help_text=_("The concern in a sentence, as people put it. No names."),
    )
    we_did = models.TextField(
        _("what we did, or why not"),
        max_length=600,
        blank=True,
        help_text=_("What changed, who it helps and from when. For “not possible”: the reason, in full."),
    )
    progress = models.CharField(
        _("how far it is"), max_length=16, choices=Progress.choices, default=Progress.HEARD
    )
    owner_role = models.CharField(
        _("who answers for it"), max_length=80, help_text=_("A role, not a person: “Catering lead”.")
    )
    due_on = models.DateField(
        _("due"), null=True, blank=True, help_text=_("When readers can expect the next news.")
    )
    updated_on = models.DateField(
        _("last news"), default=timezone.localdate, help_text=_("The day the text above became true.")
    )
    states_of_mind = TaggableManager(
        through=YouSaidStateOfMind, blank=True, verbose_name=_("states of mind"), help_text=""
    )
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Lower comes first."))
    # What subscribers' software tells it by, and when they first heard of it.
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    first_published_at = models.DateTimeField(default=timezone.now, editable=False)

    changed_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When what readers see of it last changed; none before 0.3.")
    )

    objects = YouSaidQuerySet.as_manager()

    class Meta:
        verbose_name = _("you said, we did")
        verbose_name_plural = _("you said, we did")
        ordering = ["order", "-updated_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_answer_says_something",
                condition=~Q(progress__in=["done", "not-possible"]) | ~Q(we_did=""),
                violation_error_message=_("Say what was done, or why it is not possible."),
            )
        ]

    search_fields = [
        index.SearchField("you_said", boost=2),
        index.SearchField("we_did"),
        index.FilterField("progress"),
    ]

    def __str__(self) -> str:
        return self.you_said

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A change of its words is news to subscribers, also a second one on the same day."""
        before = type(self).objects.filter(pk=self.pk).values_list(*SHOWN).first()
        if before is not None and before != tuple(getattr(self, name) for name in SHOWN):
            self.changed_at = timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('you-said-we-did')}#concern-{self.pk}"

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        return states_in_order(self.states_of_mind.all())

    @property
    def is_unanswered(self) -> bool:
        return self.progress not in ANSWERED

    @property
    def is_overdue(self) -> bool:
        return self.is_unanswered and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def due_in_words(self) -> str:
        """For the admin’s list: late ones say by how much."""
        if not self.is_unanswered or not self.due_on:
            return ""
        days = (timezone.localdate() - self.due_on).days
        if days > 0:
            return ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", days) % {"days": days}
        return date_format(self.due_on)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.we_did = self.we_did.strip()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        if self.progress == Progress.NOT_POSSIBLE and not self.we_did.strip():
            raise ValidationError(
                {"we_did": gettext("Say why it is not possible: people are owed the reason.")}
            )
        if self.progress == Progress.DONE and not self.we_did.strip():
            raise ValidationError({"we_did": gettext("Say what was done.")})

    def card(self, *, states: KnownStates = None) -> Card:
        return Card(
            kind="you-said",
            title=self.you_said,
            url=self.get_absolute_url(),
            summary=self.we_did,
            byline=self.owner_role,
            published_on=self.updated_on,
            states=self.states if states is None else states,
            progress=self.get_progress_display(),
        )
