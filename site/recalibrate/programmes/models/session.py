from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, PageManager, PageQuerySet
from wagtail.search import index

from blog.one_change import MOST as ONE_CHANGE_MOST
from recalibrate.core.blocks import INLINE, BodyBlock
from recalibrate.core.cards import Card, KnownStates
from recalibrate.core.forms import TaggedPageForm
from recalibrate.core.head import Head
from recalibrate.core.models import BasePage, StateOfMind
from recalibrate.core.models.pages import is_restricted
from recalibrate.core.models.state_of_mind import states_in_order
from recalibrate.core.structured_data import Gathering
from recalibrate.events.models import Event
from recalibrate.staff.guide_link import GuideLink
from recalibrate.web.kept_until import keep_until

from ..programme_context import session_context
from ..records.exercise import Exercise


class SessionQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What any reader may see: live, and under no view restriction."""
        return self.live().exclude(is_restricted())

    def about(self, state: StateOfMind) -> Self:
        return self.filter(Q(primary_state=state) | Q(state_of_mind_items__tag=state)).distinct()

    def to_come(self, now: datetime) -> Self:
        return self.published().filter(ends_at__gte=now).order_by("starts_at", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-starts_at", "-pk")

    def by_number(self) -> Self:
        return self.order_by("number", "pk")

    def for_cards(self) -> Self:
        return self.select_related("primary_state").prefetch_related("states_of_mind")

    def with_exercises(self) -> Self:
        rows = SessionExercise.objects.select_related("exercise__strategy").order_by("sort_order", "pk")
        return self.prefetch_related(Prefetch("session_exercises", rows))


class SessionStateOfMind(ItemBase):
    tag = models.ForeignKey(StateOfMind, on_delete=models.PROTECT, related_name="session_items")
    content_object = ParentalKey(
        "programmes.SessionPage", on_delete=models.CASCADE, related_name="state_of_mind_items"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="session_state_once")]


class SessionExercise(Orderable):
    page = ParentalKey("programmes.SessionPage", on_delete=models.CASCADE, related_name="session_exercises")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="session_exercises")

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "exercise"], name="session_exercise_once")]


class SessionPage(BasePage):
    """One meeting: a state of mind or a topic, something to try, and something that should change."""

    number = models.PositiveSmallIntegerField(default=1, help_text=_("Its place in the programme."))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(max_length=160)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    primary_state = models.ForeignKey(
        StateOfMind,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("mainly about"),
    )
    states_of_mind = ClusterTaggableManager(
        through=SessionStateOfMind, blank=True, verbose_name=_("states of mind")
    )
    opening = models.TextField(_("to begin with"), max_length=500, help_text=_("About 60 words."))
    try_now = RichTextField(
        _("one thing to try"), features=INLINE, help_text=_("If there is none, write “None:” and why.")
    )
    what_should_change = models.CharField(
        _("one thing that should change"),
        max_length=ONE_CHANGE_MOST,
        help_text=_("One sentence that stands alone. If there is none, write “None:” and why."),
    )
    whose = models.CharField(
        _("whose it is"), max_length=80, help_text=_("A role that can change it: “Estates”. Never a person.")
    )
    shaped_by = models.CharField(
        max_length=160, blank=True, help_text=_("What the room said: “Chosen because 14 of 21 asked for it.”")
    )
    body = StreamField(BodyBlock(), blank=True)
    has_questions = models.BooleanField(
        _("people are asked"),
        default=True,
        help_text=_("Untick for a debrief after a death: it has no questionnaire, and the page says so."),
    )
    event = models.OneToOneField(
        Event, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="session_page"
    )

    objects = PageManager.from_queryset(SessionQuerySet)()

    template = "pages/session_page.html"
    exclude_fields_in_copy = ["event"]
    parent_page_types = ["programmes.ProgrammePage"]
    subpage_types: list[str] = []
    base_form_class = TaggedPageForm
    half = "for-you"  # of a state's page
    content_panels = [
        GuideLink("programmes"),
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("place")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("is_cancelled")]),
        FieldPanel("opening"),
        MultiFieldPanel(
            [FieldPanel("try_now"), FieldPanel("what_should_change"), FieldPanel("whose")],
            _("The two halves"),
        ),
        InlinePanel("session_exercises", heading=_("Exercises"), label=_("Exercise")),
        FieldPanel("shaped_by"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("primary_state"), FieldPanel("states_of_mind")], _("Where readers find it")
        ),
        FieldPanel("has_questions"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("opening"), index.SearchField("body")]

    class Meta:
        verbose_name = _("session")

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = gettext("It must end after it starts.")
        if self.pk and (parent := self.get_parent()):
            twins = SessionPage.objects.child_of(parent).filter(number=self.number).exclude(pk=self.pk)
            if twins.exists():
                errors["number"] = gettext("Another session of this programme has this number.")
        if errors:
            raise ValidationError(errors)

    @property
    def shown_until(self) -> datetime:
        """When lists of what is to come lose it."""
        return self.ends_at

    @cached_property
    def programme(self) -> Any:
        return self.get_parent().specific

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        """The one it is mainly about first."""
        every = {state.pk: state for state in states_in_order(self.states_of_mind.all())}
        first = [self.primary_state] if self.primary_state else []
        return (*first, *(state for state in every.values() if state not in first))

    @property
    def length_in_words(self) -> str:
        minutes = int((self.ends_at - self.starts_at).total_seconds() // 60)
        hours, rest = divmod(minutes, 60)
        parts = [
            f"{hours} hour{'s' if hours != 1 else ''}" if hours else "",
            f"{rest} minutes" if rest else "",
        ]
        return " ".join(part for part in parts if part)

    @property
    def starts_in_words(self) -> str:
        return f"{timezone.localtime(self.starts_at):%A %-d %B %Y, %H:%M}"

    def card(self, *, states: KnownStates = None) -> Card:
        return Card(
            kind="session",
            title=self.title,
            url=self.get_url() or "",
            summary=f"{self.starts_in_words}. {self.opening}",
            byline=self.place,
            states=self.states if states is None else states,
        )

    def head(self) -> Head:
        """Its title may be a state of mind, and stands in no one's tab."""
        programme = self.programme
        said = gettext("%(programme)s, session %(number)d")
        name = said % {"programme": programme.calendar_name, "number": self.number}
        return replace(
            super().head(),
            title=name,
            description=programme.summary,
            gathering=Gathering(
                name=name,
                description=programme.summary,
                url=self.canonical_url,
                starts_at=timezone.localtime(self.starts_at),
                ends_at=timezone.localtime(self.ends_at),
                place=self.place,
                is_cancelled=self.is_cancelled,
            ),
        )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """No cache keeps “when and where” past its end."""
        return keep_until(request, super().serve(request, *args, **kwargs), self.ends_at)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | session_context(self)
