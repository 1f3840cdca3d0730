from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from feeds.models import Curation
from recalibrate.core.blocks import INLINE
from recalibrate.core.cards import Card, card_or_none
from recalibrate.core.models import BasePage, SiteRevision
from recalibrate.core.models.state_of_mind import states_of_mind
from recalibrate.core.revision_cache import per_revision
from recalibrate.guardian.models import GuardianReportPage, GuardianUpdatePage, YouSaid
from recalibrate.web.sessions import has_session

from .. import chosen_posts
from ..front_page import front_page
from ..hours import shift_at


class HomePage(BasePage):
    """“How are things today?”: the states of mind, one read for these hours, then what is new."""

    question = models.CharField(max_length=80, default="How are things today?")
    intro = RichTextField(features=INLINE, blank=True)
    lead_post = models.ForeignKey(
        "blog.PostPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown first. Leave empty for the newest post. A level 3 post is never shown here."),
    )
    national_pick = models.ForeignKey(
        "feeds.Curation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "The kept item beside the Guardian’s latest. If it is empty or no longer kept, the newest is shown."
        ),
    )

    template = "pages/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("question"), FieldPanel("intro")], _("The question")),
        MultiFieldPanel([PageChooserPanel("lead_post"), FieldPanel("national_pick")], _("Chosen by you")),
    ]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail routes; the pages right below are looked up once a revision."""
        if path_components and not getattr(request, "is_preview", False):
            child = live_child(self, path_components[0])
            if child is not None:
                return child.route(request, path_components[1:])
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or 304 before anything is read for it; no cache keeps it past the hours it is for."""
        if has_session(request) or getattr(request, "is_preview", False):
            return super().serve(request, *args, **kwargs)
        now = timezone.now()
        etag = etag_at(now)
        answer = get_conditional_response(request, etag=etag) or super().serve(request, *args, **kwargs)
        answer["ETag"] = etag
        answer["Cache-Control"] = shift_at(now).cache_control(now)
        return answer

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        states = list(states_of_mind())
        shift = shift_at(timezone.now())
        chosen = front_page(chosen_posts.candidates(), shift, self.lead_post_id)
        cards = chosen_posts.cards([chosen.lead, chosen.read_now, *chosen.latest], states)
        latest = [cards[pk] for pk in chosen.latest if pk in cards]
        lead = cards.get(chosen.lead) or (latest.pop(0) if latest else None)
        return super().get_context(request, *args, **kwargs) | {
            "states": [state for state in states if state.is_on_home_page],
            "more_states": [state for state in states if not state.is_on_home_page],
            "band": shift.band,
            "read_now": cards.get(chosen.read_now),
            "lead": lead,
            "latest": tuple(latest),
            "guardian_latest": front_page_card(guardian_latest(timezone.localdate())),
            "concern": front_page_card(YouSaid.objects.newest_first().first()),
            "pick": front_page_card(self.pick()),
        }

    def pick(self) -> Curation | None:
        """The kept item the editors chose, else the newest."""
        kept = Curation.objects.kept().select_related("item__source").defer("item__source__checks")
        chosen = kept.filter(pk=self.national_pick_id).first() if self.national_pick_id else None
        return chosen or kept.newest_first().first()


@per_revision
def live_child(parent: HomePage, slug: str) -> Page | None:
    child = parent.child_called(slug)
    return child if child and child.live else None


def etag_at(now: datetime) -> str:
    """Changes with what readers see, with the stylesheet, with the day and with the band of hours."""
    edition = f"{settings.VERSION} {SiteRevision.current().number} {static('css/site.css')}"
    moment = f"{timezone.localdate(now)} {shift_at(now).band}"
    return f'"{sha256(f"{edition} {moment}".encode()).hexdigest()[:20]}"'


@per_revision
def guardian_latest(today: date) -> GuardianUpdatePage | GuardianReportPage | None:
    """The newest of its news and its reports, by the day readers could first read it.

    `today` only because a report waits for its day: what was remembered of another day does not hold.
    """
    newest = (
        GuardianUpdatePage.objects.published().newest_first().first(),
        GuardianReportPage.objects.published().order_by("-first_published_at").first(),
    )
    found = [page for page in newest if page is not None]
    return max(found, key=published_at, default=None)


def published_at(page: Page) -> datetime:
    return page.first_published_at or datetime.min.replace(tzinfo=UTC)


def front_page_card(
    record: GuardianUpdatePage | GuardianReportPage | YouSaid | Curation | None,
) -> Card | None:
    """Its card, without asking what it is about and who else told it: the first page does not say."""
    if isinstance(record, Curation):
        return card_or_none(record, states=(), tellings=())
    if isinstance(record, GuardianReportPage):  # its card says no states
        return card_or_none(record)
    return card_or_none(record, states=())
