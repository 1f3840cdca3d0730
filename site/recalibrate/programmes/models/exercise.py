from functools import cached_property
from typing import Self
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from taggit.managers import TaggableManager
from taggit.models import ItemBase
from wagtail import blocks
from wagtail.fields import StreamField

from recalibrate.core.cards import Card
from recalibrate.core.models import StateOfMind, Strategy
from recalibrate.core.models.past_slug import KeepsPastSlugs
from recalibrate.core.models.state_of_mind import states_in_order

LONGEST, SHORTEST = 60, 2  # minutes


class WithWhat(models.TextChoices):
    """What an exercise is done with."""

    ARTS = "arts", "Arts"
    FOOD = "food", "Food"
    MOVEMENT = "movement", "Movement"
    TALKING = "talking", "Talking"
    WRITING = "writing", "Writing"
    QUIET = "quiet", "Quiet"


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
        "in a sentence", max_length=200, help_text="What one does, and what it is good for. No promise."
    )
    strategy = models.ForeignKey(
        Strategy, on_delete=models.PROTECT, related_name="exercises", verbose_name="what helps"
    )
    with_what = models.CharField("done with", max_length=10, choices=WithWhat.choices)
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    is_seated = models.BooleanField("can be done seated", default=True)
    is_alone = models.BooleanField("can be done alone", default=True)
    steps = StreamField([("step", blocks.TextBlock(rows=2))], min_num=2, max_num=12)
    needs = models.CharField(
        "what is needed", max_length=200, blank=True, help_text="“Paper, three pens.” Empty: nothing."
    )
    other_way = models.TextField(
        "another way",
        max_length=400,
        help_text="For whoever sits, does not eat with others, is alone, or would rather not.",
    )
    if_it_stirs = models.TextField(
        "if it stirs something up",
        max_length=400,
        help_text="Whom to talk to, as a role. The help directory stands below it anyway.",
    )
    source = models.CharField(max_length=200, blank=True, help_text="Where it comes from.")
    states_of_mind = TaggableManager(
        through=ExerciseStateOfMind, blank=True, verbose_name="states of mind", help_text=""
    )
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects = ExerciseQuerySet.as_manager()
    half = "for-you"  # of a state's page

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
        ways = [way for way, is_so in (("seated", self.is_seated), ("alone", self.is_alone)) if is_so]
        said = [f"{self.minutes} minutes", self.get_with_what_display().lower(), ", ".join(ways)]
        return " · ".join(part for part in said if part)

    def card(self) -> Card:
        return Card(
            kind="exercise",
            title=self.name,
            url=self.get_absolute_url(),
            summary=self.summary,
            byline=self.how,
            states=self.states,
        )
