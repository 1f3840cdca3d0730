from datetime import date
from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from recalibrate.core.announcing import announce
from recalibrate.core.blocks import TEXT
from recalibrate.core.models import BasePage
from recalibrate.core.pagination import paginate

from ..blocks import EventBlock
from ..charts.types import Event
from .guide import ExceptionGuidePage
from .report import GuardianReportPage
from .update import GuardianUpdatePage
from .you_said import YouSaid

CONCERNS = 3


def first_events() -> list[tuple[str, dict[str, Any]]]:
    """What every Trust’s charts should mention to start with."""
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
        default=first_events,
        verbose_name="events on charts",
        help_text="Marked on the charts of months. A chart never says that one thing caused the other.",
    )

    template = "pages/guardian_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "guardian.GuardianUpdatePage",
        "guardian.ExceptionGuidePage",
        "guardian.GuardianReportPage",
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("events")]

    class Meta:
        verbose_name = "Guardian’s corner"

    @property
    def chart_events(self) -> tuple[Event, ...]:
        return tuple(Event(block.value["on"], block.value["label"]) for block in self.events)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        updates = GuardianUpdatePage.objects.child_of(self).published().newest_first().for_cards()
        page_of_updates = paginate(request, updates)
        page_of_updates.object_list = [update.card() for update in page_of_updates.object_list]
        reports = list(GuardianReportPage.objects.child_of(self).published().newest_first())
        for report in reports:
            report.corner = self
        concerns = YouSaid.objects.newest_first().for_cards()[:CONCERNS]
        return super().get_context(request, *args, **kwargs) | {
            "cards": page_of_updates,
            "reports": [report.card() for report in reports],
            "report": next((report for report in reports if report.quarter), None),
            "guide": ExceptionGuidePage.objects.child_of(self).live().first(),
            "concerns": [concern.card() for concern in concerns],
            "syndication_links": announce("Guardian of Safe Working Hours", "guardian"),
        }
