from functools import cached_property
from typing import Self
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase
from wagtail import blocks
from wagtail.fields import StreamField

from recalibrate.core.cards import Card, KnownStates
from recalibrate.core.models import StateOfMind, Strategy
from recalibrate.core.models.past_slug import KeepsPastSlugs
from recalibrate.core.models.state_of_mind import states_in_order

LONGEST, SHORTEST = 60, 2  # minutes


class WithWhat(models.TextChoices):
    """What an exercise is done with."""

    ARTS = "arts", _("Arts")
    FOOD = "food", _("Food")
    MOVEMENT = "movement", _("Movement")
    TALKING = "talking", _("Talking")
    WRITING = "writing", _("Writing")
    QUIET = "quiet", _("Quiet")


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def about(self, state: StateOfMind) -> Self:
        return self.filter(state_of_mind_items__tag=state)

    def shortest_first(self) -> Self:
        return self.order_by("minutes", "name", "pk")

    def for_cards(self) -> Self:
        return self.select_related("strategy").prefetch_related("states_of_mind")


class ExerciseStateOfMind(ItemBase):
    tag = models.ForeignKey(StateOfMind, on_delete=models.PROTECT, related_name="exercise_items")
    content_object = models.ForeignKey(
        "programmes.Exercise", on_delete=models.CASCADE, related_name="state_of_mind_items"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="exercise_state_once")]


class Exercise(KeepsPastSlugs, models.Model):
    """Something to do with a state of mind: alone, or in a session. There is always another way to do it."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    summary = models.CharField(
        _("in a sentence"),
        max_length=200,
        help_text=_("What you do, and what it is good for. Do not promise anything."),
    )
    strategy = models.ForeignKey(
        Strategy, on_delete=models.PROTECT, related_name="exercises", verbose_name=_("what helps")
    )
    with_what = models.CharField(_("done with"), max_length=10, choices=WithWhat.choices)
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    is_seated = models.BooleanField(_("can be done seated"), default=True)
    is_alone = models.BooleanField(_("can be done alone"), default=True)
    steps = StreamField([("step", blocks.TextBlock(rows=2))], min_num=2, max_num=12)
    needs = models.CharField(
        _("what is needed"),
        max_length=200,
        blank=True,
        help_text=_("“Paper, three pens.” Leave empty if you need nothing."),
    )
    other_way = models.TextField(
        _("another way"),
        max_length=400,
        help_text=_("For people who sit, do not eat with others, are alone, or would rather not."),
    )
    if_it_stirs = models.TextField(
        _("if it stirs something up"),
        max_length=400,
        help_text=_("Who to talk to, as a role. Readers see the help directory below it in any case."),
    )
    source = models.CharField(max_length=200, blank=True, help_text=_("Where it comes from."))
    states_of_mind = TaggableManager(
        through=ExerciseStateOfMind, blank=True, verbose_name=_("states of mind"), help_text=""
    )
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects = ExerciseQuerySet.as_manager()
    half = "for-you"  # of a state's page
    is_to_try = True

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exercise", args=[self.slug])

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        return states_in_order(self.states_of_mind.all())

    @property
    def how(self) -> str:
        """`10 minutes · talking · seated, alone`."""
        known = ((gettext("seated"), self.is_seated), (gettext("alone"), self.is_alone))
        ways = [way for way, is_so in known if is_so]
        minutes = ngettext("%(minutes)d minute", "%(minutes)d minutes", self.minutes) % {
            "minutes": self.minutes
        }
        said = [minutes, self.get_with_what_display().lower(), ", ".join(ways)]
        return " · ".join(part for part in said if part)

    def card(self, *, states: KnownStates = None) -> Card:
        return Card(
            kind="exercise",
            title=self.name,
            url=self.get_absolute_url(),
            summary=self.summary,
            byline=self.how,
            states=self.states if states is None else states,
        )
