from dataclasses import replace
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, PageManager, PageQuerySet
from wagtail.search import index

from recalibrate.core.blocks import INLINE, BodyBlock
from recalibrate.core.cards import Card
from recalibrate.core.head import Head
from recalibrate.core.inline_rows import RowsPageForm
from recalibrate.core.models import BasePage, Contributor, StateOfMind
from recalibrate.core.models.pages import ReviewedMixin, is_restricted
from recalibrate.staff.guide_link import GuideLink

from ..answers.disclosure import FEWEST

RESERVED = ("exercises", "calls", "results", "calendar")  # addresses below /programmes/


class ProgrammeKind(models.TextChoices):
    WEEKLY = "weekly", "Weekly"
    HALF_DAY = "half-day", "Half-day"
    ROUND = "round", "Round"
    DROP_IN = "drop-in", "Drop-in"
    GROUP = "group", "Group"


class Booking(models.TextChoices):
    DROP_IN = "drop-in", "Just come"
    BY_MAIL = "by-mail", "By e-mail"
    ELSEWHERE = "elsewhere", "On another site"


class Purpose(models.TextChoices):
    """Why people are asked: it decides what has to stand above the first question."""

    EVALUATION = "evaluation", "Evaluation of a local programme"
    IMPROVEMENT = "improvement", "Quality improvement"
    RESEARCH = "research", "Research"


class ProgrammeQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What any reader may see: live, and under no view restriction."""
        return self.live().exclude(is_restricted())

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")


class ProgrammeFacilitator(Orderable):
    page = ParentalKey(
        "programmes.ProgrammePage", on_delete=models.CASCADE, related_name="programme_facilitators"
    )
    contributor = models.ForeignKey(
        Contributor, on_delete=models.PROTECT, related_name="programmes_facilitated"
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "contributor"], name="programme_facilitator_once")
        ]


class ProgrammePage(ReviewedMixin, BasePage):
    """A programme: when, where and cover first, then what it is for."""

    calendar_name = models.CharField(
        max_length=60,
        help_text="What stands in people’s calendars, which colleagues see: neutral, no state of mind.",
    )
    summary = models.CharField(
        max_length=200, help_text="One or two plain sentences for lists, feeds and search engines."
    )
    for_whom = models.CharField("who it is for", max_length=160)
    kind = models.CharField(max_length=10, choices=ProgrammeKind.choices, default=ProgrammeKind.WEEKLY)
    cover = RichTextField(
        "cover and release",
        features=INLINE,
        blank=True,
        help_text="Whether the time is protected, and who holds the bleep.",
    )
    practical = RichTextField(
        "good to know",
        features=INLINE,
        blank=True,
        help_text="Food, step-free way in, hearing loop, prayer and pumping rooms, joining from elsewhere.",
    )
    booking = models.CharField(max_length=10, choices=Booking.choices, default=Booking.DROP_IN)
    booking_address = models.CharField(
        max_length=200, blank=True, help_text="An e-mail address of a role, or a web address."
    )
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: as many as come.")
    series = models.ForeignKey(
        "blog.Series", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(BodyBlock(), blank=True)
    purpose = models.CharField(
        "why people are asked", max_length=12, choices=Purpose.choices, default=Purpose.EVALUATION
    )
    ethics_reference = models.CharField(max_length=80, blank=True, help_text="Needed for research.")
    information_url = models.URLField(
        "information sheet", blank=True, help_text="Needed for research: stands above the first question."
    )
    lead_role = models.CharField(
        "programme lead",
        max_length=80,
        blank=True,
        help_text="The role that reads a worrying remark the same day: “Education lead”. Without it, no "
        "question may be answered in words.",
    )
    lead_address = models.EmailField(
        "their e-mail address",
        blank=True,
        help_text="A role’s address. Told that a remark waits, never what.",
    )
    contact = models.CharField(
        max_length=160, help_text="A role and its address, for questions. Never a person’s mobile."
    )
    fewest_answers = models.PositiveSmallIntegerField(
        "fewest answers shown",
        default=FEWEST["session"],
        validators=[MinValueValidator(FEWEST["session"]), MaxValueValidator(10)],
        help_text="About a session, 5 are enough; you may ask for up to 10.",
    )
    reviewed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    objects = PageManager.from_queryset(ProgrammeQuerySet)()

    template = "pages/programme_page.html"
    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = ["programmes.SessionPage"]
    base_form_class = RowsPageForm
    content_panels = [
        GuideLink("programmes"),
        *BasePage.content_panels,
        FieldPanel("calendar_name"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("for_whom")]),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("practical")], "Before they come"),
        MultiFieldPanel(
            [FieldPanel("booking"), FieldPanel("booking_address"), FieldPanel("capacity")], "Booking"
        ),
        InlinePanel("programme_facilitators", heading="Facilitators", label="Facilitator"),
        FieldPanel("body"),
        FieldPanel("series"),
        MultiFieldPanel(
            [
                FieldPanel("purpose"),
                FieldPanel("ethics_reference"),
                FieldPanel("information_url"),
                FieldPanel("lead_role"),
                FieldPanel("lead_address"),
                FieldPanel("fewest_answers"),
            ],
            "Asking people",
        ),
        FieldPanel("contact"),
        FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review_on")], "Review"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        verbose_name = "programme"

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str] = {}
        if self.slug in RESERVED:
            errors["slug"] = f"The site has something of its own at /programmes/{self.slug}/. Choose another."
        if said := state_named_in(self.calendar_name):
            errors["calendar_name"] = (
                f"“{said}” would stand in calendars that colleagues see. Choose a neutral name."
            )
        if self.purpose == Purpose.RESEARCH:
            for name in ("ethics_reference", "information_url"):
                if not getattr(self, name):
                    errors[name] = "Research needs it."
        if self.booking != Booking.DROP_IN and not self.booking_address:
            errors["booking_address"] = "Say where to book."
        if errors:
            raise ValidationError(errors)

    @property
    def fewest_raised_to(self) -> int:
        return max(self.fewest_answers, FEWEST["session"])

    def published_sessions(self) -> Any:
        """Its sessions that readers may see, in their order."""
        from .session import SessionPage

        return SessionPage.objects.child_of(self).published().by_number()

    def card(self) -> Card:
        return Card(
            kind="programme",
            title=self.title,
            url=self.get_url() or "",
            summary=self.summary,
            byline=self.for_whom,
        )

    def head(self) -> Head:
        return replace(super().head(), title=self.calendar_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..programme_context import programme_context

        return super().get_context(request, *args, **kwargs) | programme_context(self)


def state_named_in(name: str) -> str:
    """The state of mind that a name says, if it does."""
    words = name.lower()
    return next((state.name for state in StateOfMind.objects.all() if state.name.lower() in words), "")
