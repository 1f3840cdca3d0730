from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from recalibrate.core.blocks import TEXT
from recalibrate.core.cards import cards_of
from recalibrate.core.feed_autodiscovery import feed_links
from recalibrate.core.fixed_pages import GUARDIAN
from recalibrate.core.models import BasePage
from recalibrate.core.models.pages import is_restricted
from recalibrate.core.pagination import paginate
from recalibrate.core.upcoming_events import upcoming_events

from ..blocks import EventBlock
from ..charts.types import ChartEvent
from .guide import ExceptionGuidePage
from .report import GuardianReportPage, latest_with_figures
from .update import GuardianUpdatePage
from .you_said import YouSaid

CONCERNS = 3  # a row of cards; the list of all is one click away
DATES = 2  # the next one, and one for those who are on nights then
MEETINGS = ("forum", "drop-in")


def first_chart_events() -> list[tuple[str, dict[str, Any]]]:
    """What every Trust’s charts should mention to start with; the new rules changed what is counted."""
    rules, changeover = first_events()
    return [
        (rules[0], rules[1] | {"starts_anew": True}),
        (changeover[0], changeover[1] | {"starts_anew": False}),
    ]


def first_events() -> list[tuple[str, dict[str, Any]]]:
    """The same before limits could start anew: an earlier migration asks for it."""
    return [
        ("event", {"on": date(2026, 2, 4), "label": "new rules"}),
        ("event", {"on": date(2026, 8, 5), "label": "August changeover"}),
    ]


class GuardianIndexPage(BasePage):
    """The Guardian's corner: everything the Guardian of Safe Working Hours publishes, newest first."""

    intro = RichTextField(features=TEXT, blank=True)
    events = StreamField(
        [("event", EventBlock())],
        blank=True,
        default=first_chart_events,
        verbose_name=_("events on charts"),
        help_text=_("Marked on the charts of months. A chart never says that one thing caused the other."),
    )

    template = "pages/guardian_index_page.html"
    max_count = 1
    fixed_slug = GUARDIAN
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "guardian.GuardianUpdatePage",
        "guardian.ExceptionGuidePage",
        "guardian.GuardianReportPage",
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("events")]

    class Meta:
        verbose_name = _("Guardian’s corner")

    @property
    def chart_events(self) -> tuple[ChartEvent, ...]:
        return tuple(
            ChartEvent(block.value["on"], block.value["label"], bool(block.value.get("starts_anew")))
            for block in self.events
        )

    def reports_and_guide(self) -> tuple[list[GuardianReportPage], ExceptionGuidePage | None]:
        """What readers may see of both, the newest report first; one query."""
        kinds = ("guardianreportpage", "exceptionguidepage")
        either = Q(guardianreportpage__isnull=False) | Q(exceptionguidepage__isnull=False)
        children = self.get_children().live().exclude(is_restricted()).filter(either).select_related(*kinds)
        found = [getattr(child, child.cached_content_type.model) for child in children]
        reports = [page for page in found if isinstance(page, GuardianReportPage) and page.is_public]
        reports.sort(key=lambda report: (report.start_year, report.quarter or 5), reverse=True)
        periods = [(report.start_year, report.quarter) for report in reports]
        for report in reports:
            year, quarter = report.start_year, report.quarter
            is_followed = any(y > year or (y == year and q > quarter > 0) for y, q in periods)
            report.read_with(self, is_followed=is_followed)
        return reports, next((page for page in found if isinstance(page, ExceptionGuidePage)), None)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        updates = GuardianUpdatePage.objects.child_of(self).published().newest_first().for_cards()
        page_of_updates = paginate(request, updates)
        page_of_updates.object_list = cards_of(page_of_updates.object_list)
        reports, guide = self.reports_and_guide()
        concerns = YouSaid.objects.newest_first().for_cards()[:CONCERNS]
        return super().get_context(request, *args, **kwargs) | {
            "cards": page_of_updates,
            "reports": cards_of(reports),
            "report": latest_with_figures(reports),
            "guide": guide,
            "concerns": cards_of(concerns),
            "dates": upcoming_events(MEETINGS, timezone.now())[:DATES],
            "syndication_links": feed_links("Guardian of Safe Working Hours", "guardian"),
        }
