from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from recalibrate.core.announcing import announce
from recalibrate.core.blocks import TEXT
from recalibrate.core.models import BasePage
from recalibrate.core.pagination import paginate

from .update import GuardianUpdatePage


class GuardianIndexPage(BasePage):
    """The Guardian's corner: everything the Guardian of Safe Working Hours publishes, newest first."""

    intro = RichTextField(features=TEXT, blank=True)

    template = "pages/guardian_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "guardian.GuardianUpdatePage",
        "guardian.ExceptionGuidePage",
        "guardian.GuardianReportPage",
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = "Guardian’s corner"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        updates = GuardianUpdatePage.objects.child_of(self).published().newest_first().for_cards()
        page_of_updates = paginate(request, updates)
        page_of_updates.object_list = [update.card() for update in page_of_updates.object_list]
        return super().get_context(request, *args, **kwargs) | {
            "cards": page_of_updates,
            "syndication_links": announce("Guardian of Safe Working Hours", "guardian"),
        }
