from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from recalibrate.core.blocks import TEXT
from recalibrate.core.cards import cards_of
from recalibrate.core.feed_autodiscovery import feed_links
from recalibrate.core.fixed_pages import PROGRAMMES
from recalibrate.core.models import BasePage
from recalibrate.core.pagination import paginate
from recalibrate.web.kept_until import keep_until, next_midnight

from ..records.call import OpenCall
from ..records.exercise import Exercise
from .programme import ProgrammePage
from .session import SessionPage

NEXT, SOME = 4, 6


class ProgrammeIndexPage(BasePage):
    """Every programme, what is on next, exercises to do alone, and calls of others."""

    intro = RichTextField(features=TEXT, blank=True)

    template = "pages/programme_index_page.html"
    max_count = 1
    fixed_slug = PROGRAMMES
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programmes.ProgrammePage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("Programmes")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """No cache keeps it past the end of the next session, nor past the midnight that closes a call."""
        now = timezone.now()
        ends = SessionPage.objects.to_come(now).order_by("ends_at").values_list("ends_at", flat=True).first()
        return keep_until(request, super().serve(request, *args, **kwargs), next_midnight(now), ends)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        programmes = ProgrammePage.objects.child_of(self).published().newest_first()
        cards = paginate(request, programmes)
        cards.object_list = cards_of(cards.object_list)
        return super().get_context(request, *args, **kwargs) | {
            "cards": cards,
            "sessions": cards_of(SessionPage.objects.to_come(now).for_cards()[:NEXT]),
            "exercises": cards_of(Exercise.objects.shortest_first().for_cards()[:SOME]),
            "calls": cards_of(
                OpenCall.objects.open_on(timezone.localdate(now)).closing_first().for_cards()[:SOME]
            ),
            "syndication_links": feed_links("Programmes", "programmes"),
        }
