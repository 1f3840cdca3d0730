"""A quarterly or annual report: words in the page, figures in the long table."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import StreamBlock, TextBlock
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from recalibrate.core.addresses import absolute
from recalibrate.core.blocks import BodyBlock
from recalibrate.core.cards import Card, cards_of
from recalibrate.core.drawing.paint import SocialCard
from recalibrate.core.head import Head
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import BasePage
from recalibrate.core.revision_cache import RevisionMemory
from recalibrate.core.structured_data import DataSet
from recalibrate.staff.guide_link import GuideLink

from .. import publication
from ..blocks import ActionBlock
from ..figures.periods import Period
from ..figures.public import PublicFigures
from ..forms import ReportPageForm
from ..reading import ReportContents, report_contents
from ..report_queryset import ReportQuerySet
from .embargo import Embargo
from .update import BYLINE
from .you_said import YouSaid

QUARTERS = [
    (1, _("Q1, April to June")),
    (2, _("Q2, July to September")),
    (3, _("Q3, October to December")),
    (4, _("Q4, January to March")),
    (0, _("the whole year")),
]
CONCERNS = 4  # two rows of cards at most, and a page of the printed report
DATA_SETS = RevisionMemory[DataSet | None]()
SUBJECT = "Guardian of Safe Working Hours: exception reports and safe hours"
LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
FILES = (("csv", "text/csv"), ("json", "application/json"))


class GuardianReportPage(Embargo, BasePage):
    """What the Guardian of Safe Working Hours reports to the board, as readers get it once it has met."""

    start_year = models.PositiveSmallIntegerField(
        _("financial year that starts in April"),
        validators=[MinValueValidator(2016), MaxValueValidator(2099)],
        help_text=_("2026 for 2026/27."),
    )
    quarter = models.PositiveSmallIntegerField(choices=QUARTERS)
    headline = models.TextField(blank=True, help_text=_("At most 60 words. What a reader should take away."))
    things_to_know = StreamField(
        StreamBlock([("thing", TextBlock(rows=2))], max_num=3),
        blank=True,
        verbose_name=_("three things to know"),
    )
    narrative = StreamField(
        BodyBlock(), blank=True, help_text=_("Issues arising, and what was done about them.")
    )
    asks = StreamField(
        StreamBlock([("ask", TextBlock(rows=2))], max_num=5),
        blank=True,
        null=True,  # so that the version before can go on adding reports while this one is migrated to
        verbose_name=_("what we ask of the board"),
    )
    actions = StreamField(StreamBlock([("action", ActionBlock())], max_num=20), blank=True, null=True)
    method_note = models.TextField(blank=True, help_text=_("How the figures were made."))
    quality_note = models.TextField(
        _("note on data quality"),
        blank=True,
        help_text=_("What to bear in mind: gaps, changes, what is not like for like."),
    )
    tcs_version = models.CharField(
        _("version of the terms and conditions"),
        max_length=60,
        blank=True,
        help_text=_("In force in this period."),
    )
    author_role = models.CharField(_("written by"), max_length=120, default=BYLINE)
    forum_seen_on = models.DateField(_("seen by the Resident Doctors’ Forum on"), null=True, blank=True)
    board_on = models.DateField(
        _("board meets on"),
        null=True,
        blank=True,
        help_text=_("Nothing in this report is public before this day. The site publishes it at 17:00."),
    )
    board_paper = models.URLField(_("board paper"), blank=True, help_text=_("Where the Trust publishes it."))
    next_due_on = models.DateField(_("next report due on"), null=True, blank=True)

    objects = PageManager.from_queryset(ReportQuerySet)()

    template = "pages/guardian_report_page.html"
    parent_page_types = ["guardian.GuardianIndexPage"]
    subpage_types: list[str] = []
    base_form_class = ReportPageForm
    content_panels = [
        GuideLink("publishing-a-quarter"),
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("start_year"), FieldPanel("quarter")]),
        FieldPanel("headline"),
        FieldPanel("things_to_know"),
        FieldPanel("narrative"),
        MultiFieldPanel([FieldPanel("asks"), FieldPanel("actions")], _("For the board")),
        MultiFieldPanel(
            [
                HelpPanel(_("Enter the figures themselves under Guardian’s figures, in the menu.")),
                FieldPanel("method_note"),
                FieldPanel("quality_note"),
                FieldRowPanel([FieldPanel("tcs_version"), FieldPanel("author_role")]),
            ],
            _("About the figures"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("forum_seen_on"), FieldPanel("board_on"), FieldPanel("next_due_on")]
                ),
                FieldPanel("board_paper"),
            ],
            _("Forum, board and publication"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("headline", boost=2),
        index.SearchField("things_to_know"),
        index.SearchField("narrative"),
        index.SearchField("asks"),
        index.SearchField("actions"),
        index.FilterField("board_on"),
    ]

    class Meta:
        verbose_name = _("Guardian report")
        constraints = [models.UniqueConstraint(fields=["start_year", "quarter"], name="one_report_a_period")]

    def clean(self) -> None:
        super().clean()
        if len(self.headline.split()) > 60:
            raise ValidationError({"headline": gettext("At most 60 words.")})

    @property
    def period(self) -> Period:
        return Period(self.start_year, self.quarter)

    @cached_property
    def log(self) -> tuple[Any, ...]:
        """The corrections, newest first."""
        return tuple(self.corrections.all())

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_public:
            raise Http404("Not published yet")
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return super().get_sitemap_urls(request) if self.is_public else []

    @cached_property
    def public(self) -> PublicFigures:
        """The only figures that anything made from this page may read."""
        return publication.figures_for(self)

    _corner: Any = None

    def read_with(self, corner: Any, *, is_followed: bool) -> None:
        """Who has read the corner with all its reports knows both: two queries less for each report."""
        self._corner, self._is_followed = corner, is_followed

    @cached_property
    def corner(self) -> Any:
        """The Guardian’s corner that it is in."""
        return self.get_parent().specific if self._corner is None else self._corner

    @cached_property
    def shown(self) -> ReportContents:
        """Its charts and tables, with addresses for their files once readers may have them."""
        key = self.period.key if self.is_public else ""
        return report_contents(self.public, self.corner.chart_events, key=key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        kept_as = self.kept_as(request)
        return super().get_context(request, *args, **kwargs) | {
            "shown": SimpleLazyObject(lambda: self.shown),  # not made where the page is kept
            "data_set": DATA_SETS.get(kept_as, self.data_set_if_any) if kept_as else self.data_set_if_any(),
            "concerns": SimpleLazyObject(newest_concerns),
        }

    def data_set_if_any(self) -> DataSet | None:
        return self.data_set if self.is_public and self.public.figures else None

    def card(self) -> Card:
        return Card(
            kind="guardian",
            title=self.title,
            url=self.get_url() or "",
            summary=self.summary,
            byline=BYLINE,
            published_on=self.first_published_at.date() if self.first_published_at else None,
        )

    @property
    def data_title(self) -> str:
        return f"{SUBJECT}, {self.period.name}"

    @property
    def data_set(self) -> DataSet:
        """For search engines that look for figures; only of a report that is public."""
        addresses = ((reverse("guardian-download", args=[self.period.key, f]), kind) for f, kind in FILES)
        return DataSet(
            name=self.data_title,
            description=self.headline,
            url=self.canonical_url,
            licence_url=LICENCE_URL,
            period=(self.period.starts_on, self.period.ends_on),
            published_on=cast(date, self.board_on),
            measured=tuple(m.name for m in self.public.vocabulary.measures if not m.is_board_only),
            files=tuple((absolute(path), kind) for path, kind in addresses),
        )

    def head(self) -> Head:
        said = super().head()
        return replace(said, kind="article", image_url=self.social_image_url if self.is_public else "")

    def social_card(self, site_name: str) -> SocialCard | None:
        """None before the board has met: an image is a file that anybody can fetch."""
        return SocialCard(self.title, "slate", "shield", site_name) if self.is_public else None

    @property
    def summary(self) -> str:
        """The headline, as long as a list has room for."""
        words = self.headline.split()
        return self.headline if len(words) <= 30 else f"{' '.join(words[:30])} …"


def newest_concerns() -> list[Card]:
    return cards_of(YouSaid.objects.newest_first().for_cards()[:CONCERNS])


FIGURES = error_boundary(
    "figures", _("is missing from the latest figures"), again=lambda report: report.shown
)


def latest_with_figures(newest_first: Iterable[GuardianReportPage]) -> GuardianReportPage | None:
    """The newest quarterly report whose figures can be shown."""
    quarterly = (report for report in newest_first if report.quarter)
    return next(each_isolated(quarterly, _with_figures, FIGURES), None)


def _with_figures(report: GuardianReportPage) -> GuardianReportPage:
    _ = report.shown  # made here, not while a page is being written
    return report
