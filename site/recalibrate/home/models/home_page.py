from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import RichTextField

from blog.models import PostPage
from feeds.models import Curation
from recalibrate.core.blocks import INLINE
from recalibrate.core.models import BasePage, StateOfMind
from recalibrate.guardian.models import GuardianUpdatePage

LATEST = 6
PICKS = 3


class HomePage(BasePage):
    """“How is it today?”: the states of mind, then what is new."""

    question = models.CharField(max_length=80, default="How is it today?")
    intro = RichTextField(features=INLINE, blank=True)
    lead_post = models.ForeignKey(
        "blog.PostPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown first. Empty: the newest post. Never a post of level 3.",
    )

    template = "pages/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("question"),
        FieldPanel("intro"),
        PageChooserPanel("lead_post"),
    ]

    class Meta:
        verbose_name = "home page"

    def featured_posts(self) -> list[PostPage]:
        """The lead post, then the latest; all may be met by chance."""
        posts = PostPage.objects.published().may_be_featured().for_cards()
        latest = list(posts.newest_first()[: LATEST + 1])
        lead = next((post for post in latest if post.pk == self.lead_post_id), None)
        if lead is None and self.lead_post_id:
            lead = posts.filter(pk=self.lead_post_id).first()
        lead = lead or next(iter(latest), None)
        others = [post for post in latest if lead is None or post.pk != lead.pk]
        return [*([lead] if lead else []), *others[:LATEST]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        cards = [post.card() for post in self.featured_posts()]
        updates = GuardianUpdatePage.objects.published().newest_first().for_cards()[:1]
        states = list(StateOfMind.objects.all())
        return super().get_context(request, *args, **kwargs) | {
            "states": [state for state in states if state.is_on_home_page],
            "more_states": [state for state in states if not state.is_on_home_page],
            "lead": next(iter(cards), None),
            "latest": cards[1:],
            "guardian_latest": next((update.card() for update in updates), None),
            "picks": [pick.card() for pick in Curation.objects.kept().newest_first().for_cards()[:PICKS]],
        }
