from dataclasses import replace
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
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
from recalibrate.core.structured_data import Course
from recalibrate.staff.guide_link import GuideLink
from recalibrate.web.kept_until import keep_until

from ..answers.disclosure import FEWEST
from ..programme_context import next_changes, programme_context

RESERVED = ("exercises", "calls", "results", "calendar", "posters")  # addresses below /programmes/


class ProgrammeKind(models.TextChoices):
    WEEKLY = "weekly", _("Weekly")
    HALF_DAY = "half-day", _("Half-day")
    ROUND = "round", _("Round")
    DROP_IN = "drop-in", _("Drop-in")
    GROUP = "group", _("Group")


class Booking(models.TextChoices):
    DROP_IN = "drop-in", _("Just come")
    BY_MAIL = "by-mail", _("By e-mail")
    ELSEWHERE = "elsewhere", _("On another site")


class Purpose(models.TextChoices):
    """Why people are asked: it decides what has to stand above the first question."""

    EVALUATION = "evaluation", _("Evaluation of a local programme")
    IMPROVEMENT = "improvement", _("Quality improvement")
    RESEARCH = "research", _("Research")


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
        help_text=_(
            "Shown in people’s calendars, which colleagues can see. Keep it neutral, with no state of mind."
        ),
    )
    summary = models.CharField(
        max_length=200, help_text=_("One or two plain sentences for lists, feeds and search engines.")
    )
    for_whom = models.CharField(_("who it is for"), max_length=160)
    kind = models.CharField(max_length=10, choices=ProgrammeKind.choices, default=ProgrammeKind.WEEKLY)
    cover = RichTextField(
        _("cover and release"),
        features=INLINE,
        blank=True,
        help_text=_("Whether the time is protected, and who holds the bleep."),
    )
    practical = RichTextField(
        _("good to know"),
        features=INLINE,
        blank=True,
        help_text=_(
            "Food, step-free way in, hearing loop, prayer and pumping rooms, joining from elsewhere."
        ),
    )
    booking = models.CharField(max_length=10, choices=Booking.choices, default=Booking.DROP_IN)
    booking_address = models.CharField(
        max_length=200, blank=True, help_text=_("An e-mail address of a role, or a web address.")
    )
    capacity = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Leave empty for no limit.")
    )
    series = models.ForeignKey(
        "blog.Series", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(BodyBlock(), blank=True)
    purpose = models.CharField(
        _("why people are asked"), max_length=12, choices=Purpose.choices, default=Purpose.EVALUATION
    )
    ethics_reference = models.CharField(max_length=80, blank=True, help_text=_("Needed for research."))
    information_url = models.URLField(
        _("information sheet"),
        blank=True,
        help_text=_("Needed for research. Shown above the first question."),
    )
    lead_role = models.CharField(
        _("programme lead"),
        max_length=80,
        blank=True,
        help_text=_(
            "The role that reads a worrying remark the same day: “Education lead”. Without it, no "
            "question may be answered in words."
        ),
    )
    lead_address = models.EmailField(
        _("their e-mail address"),
        blank=True,
        help_text=_("A role’s address. We tell it that a comment is waiting, never what it says."),
    )
    contact = models.CharField(
        max_length=160, help_text=_("A role and its address, for questions. Never a person’s mobile.")
    )
    fewest_answers = models.PositiveSmallIntegerField(
        _("fewest answers shown"),
        default=FEWEST["session"],
        validators=[MinValueValidator(FEWEST["session"]), MaxValueValidator(10)],
        help_text=_("For a session, 5 is enough. You can ask for up to 10."),
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
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("practical")], _("Before they come")),
        MultiFieldPanel(
            [FieldPanel("booking"), FieldPanel("booking_address"), FieldPanel("capacity")], _("Booking")
        ),
        InlinePanel("programme_facilitators", heading=_("Facilitators"), label=_("Facilitator")),
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
            _("Asking people"),
        ),
        FieldPanel("contact"),
        FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review_on")], _("Review")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        verbose_name = _("programme")

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str] = {}
        if self.slug in RESERVED:
            errors["slug"] = gettext(
                "The site already uses /programmes/%(slug)s/. Choose another address."
            ) % {"slug": self.slug}
        if said := state_named_in(self.calendar_name):
            errors["calendar_name"] = gettext(
                "“%(said)s” would be in calendars that colleagues can see. Choose a neutral name."
            ) % {"said": said}
        if self.purpose == Purpose.RESEARCH:
            for name in ("ethics_reference", "information_url"):
                if not getattr(self, name):
                    errors[name] = gettext("Research needs this.")
        if self.booking != Booking.DROP_IN and not self.booking_address:
            errors["booking_address"] = gettext("Say where to book.")
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
        course = Course(name=self.title, description=self.summary, url=self.canonical_url)
        return replace(super().head(), title=self.calendar_name, course=course)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """No cache keeps it past the end of its next session, nor past a closing that readers are told of."""
        return keep_until(request, super().serve(request, *args, **kwargs), *next_changes(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | programme_context(self)


def state_named_in(name: str) -> str:
    """The state of mind that a name says, if it does."""
    words = name.lower()
    return next((state.name for state in StateOfMind.objects.all() if state.name.lower() in words), "")
