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
from django.utils.functional import cached_property
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
from recalibrate.core.structured_data import DataSet
from recalibrate.staff.guide_link import GuideLink

from .. import publication
from ..figures.periods import Period
from ..figures.public import PublicFigures
from ..forms import ReportPageForm
from ..reading import ReportContents, report_contents
from .embargo import Embargo
from .report_queryset import ReportQuerySet
from .update import BYLINE
from .you_said import YouSaid

QUARTERS = [
    (1, "Q1, April to June"),
    (2, "Q2, July to September"),
    (3, "Q3, October to December"),
    (4, "Q4, January to March"),
    (0, "the whole year"),
]
CONCERNS = 4
SUBJECT = "Guardian of Safe Working Hours: exception reports and safe hours"
LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
FILES = (("csv", "text/csv"), ("json", "application/json"))


class GuardianReportPage(Embargo, BasePage):
    """What the Guardian of Safe Working Hours reports to the board, as readers get it once it has met."""

    start_year = models.PositiveSmallIntegerField(
        "financial year that starts in April",
        validators=[MinValueValidator(2016), MaxValueValidator(2099)],
        help_text="2026 for 2026/27.",
    )
    quarter = models.PositiveSmallIntegerField(choices=QUARTERS)
    headline = models.TextField(blank=True, help_text="At most 60 words. What a reader should take away.")
    things_to_know = StreamField(
        StreamBlock([("thing", TextBlock(rows=2))], max_num=3),
        blank=True,
        verbose_name="three things to know",
    )
    narrative = StreamField(
        BodyBlock(), blank=True, help_text="Issues arising, and what was done about them."
    )
    method_note = models.TextField(blank=True, help_text="How the figures were made.")
    quality_note = models.TextField(
        "note on data quality",
        blank=True,
        help_text="What to bear in mind: gaps, changes, what is not like for like.",
    )
    tcs_version = models.CharField(
        "version of the terms and conditions", max_length=60, blank=True, help_text="In force in this period."
    )
    author_role = models.CharField("written by", max_length=120, default=BYLINE)
    forum_seen_on = models.DateField("seen by the Resident Doctors’ Forum on", null=True, blank=True)
    board_on = models.DateField(
        "board meets on",
        null=True,
        blank=True,
        help_text="Nothing of this report is public before. Published by itself at 17:00 that day.",
    )
    board_paper = models.URLField("board paper", blank=True, help_text="Where the Trust publishes it.")
    next_due_on = models.DateField("next report due on", null=True, blank=True)

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
        MultiFieldPanel(
            [
                HelpPanel("The figures themselves are entered under Guardian’s figures, in the menu."),
                FieldPanel("method_note"),
                FieldPanel("quality_note"),
                FieldRowPanel([FieldPanel("tcs_version"), FieldPanel("author_role")]),
            ],
            "About the figures",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("forum_seen_on"), FieldPanel("board_on"), FieldPanel("next_due_on")]
                ),
                FieldPanel("board_paper"),
            ],
            "Forum, board and publication",
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("headline", boost=2),
        index.SearchField("things_to_know"),
        index.SearchField("narrative"),
        index.FilterField("board_on"),
    ]

    class Meta:
        verbose_name = "Guardian report"
        constraints = [models.UniqueConstraint(fields=["start_year", "quarter"], name="one_report_a_period")]

    def clean(self) -> None:
        super().clean()
        if len(self.headline.split()) > 60:
            raise ValidationError({"headline": "At most 60 words."})

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

    @cached_property
    def corner(self) -> Any:
        """The Guardian’s corner that it stands in, which may also hand itself over."""
        return self.get_parent().specific

    @cached_property
    def shown(self) -> ReportContents:
        """Its charts and tables, with addresses for their files once readers may have them."""
        key = self.period.key if self.is_public else ""
        return report_contents(self.public, self.corner.chart_events, key=key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        concerns = YouSaid.objects.newest_first().for_cards()[:CONCERNS]
        return super().get_context(request, *args, **kwargs) | {
            "shown": self.shown,
            "data_set": self.data_set if self.is_public and self.public.figures else None,
            "concerns": cards_of(concerns),
        }

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


FIGURES = error_boundary(
    "figures", "is missing where the latest figures stand", again=lambda report: report.shown
)


def latest_with_figures(newest_first: Iterable[GuardianReportPage]) -> GuardianReportPage | None:
    """The newest quarterly report whose figures can be shown."""
    quarterly = (report for report in newest_first if report.quarter)
    return next(each_isolated(quarterly, _with_figures, FIGURES), None)


def _with_figures(report: GuardianReportPage) -> GuardianReportPage:
    _ = report.shown  # made here, not while a page is being written
    return report
