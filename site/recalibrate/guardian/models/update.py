from dataclasses import replace
from functools import cached_property
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index

from recalibrate.core.blocks import BodyBlock
from recalibrate.core.cards import Card, KnownStates
from recalibrate.core.drawing.paint import SocialCard
from recalibrate.core.forms import WrittenPageForm
from recalibrate.core.head import Head
from recalibrate.core.models import BasePage, StateOfMind
from recalibrate.core.models.pages import ReviewedMixin, is_restricted
from recalibrate.core.models.state_of_mind import states_in_order
from recalibrate.core.structured_data import Article

BYLINE = "Guardian of Safe Working Hours"


class GuardianUpdateQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What any reader may see: live, and under no view restriction."""
        return self.live().exclude(is_restricted())

    def about(self, state: StateOfMind) -> Self:
        return self.filter(state_of_mind_items__tag=state)

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def for_cards(self) -> Self:
        return self.prefetch_related("states_of_mind")


class GuardianUpdateStateOfMind(ItemBase):
    tag = models.ForeignKey(StateOfMind, on_delete=models.PROTECT, related_name="guardian_update_items")
    content_object = ParentalKey(
        "guardian.GuardianUpdatePage", on_delete=models.CASCADE, related_name="state_of_mind_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="guardian_update_state_once")
        ]


class GuardianUpdatePage(ReviewedMixin, BasePage):
    """News from the Guardian of Safe Working Hours: short, and true for one version of the contract."""

    summary = models.CharField(
        max_length=200, help_text=_("One or two plain sentences for lists, feeds and search engines.")
    )
    banner = models.CharField(
        max_length=200,
        blank=True,
        help_text=_(
            "Shown above the text, for example which version of the terms and conditions it describes."
        ),
    )
    body = StreamField(BodyBlock(), blank=True)
    states_of_mind = ClusterTaggableManager(
        through=GuardianUpdateStateOfMind, blank=True, verbose_name=_("states of mind")
    )
    tcs_version = models.CharField(
        _("version of the terms and conditions"),
        max_length=40,
        blank=True,
        help_text=_("In force when written."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes to read"), default=2, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    reviewed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    objects = PageManager.from_queryset(GuardianUpdateQuerySet)()

    template = "pages/guardian_update_page.html"
    parent_page_types = ["guardian.GuardianIndexPage"]
    subpage_types: list[str] = []
    base_form_class = WrittenPageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("banner"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("states_of_mind"), FieldPanel("minutes")], _("Where readers find it")),
        FieldRowPanel(
            [FieldPanel("tcs_version"), FieldPanel("reviewed_on"), FieldPanel("next_review_on")], _("Review")
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        verbose_name = _("Guardian update")

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        return states_in_order(self.states_of_mind.all())

    def card(self, *, states: KnownStates = None) -> Card:
        return Card(
            kind="guardian",
            title=self.title,
            url=self.get_url() or "",
            summary=self.summary,
            byline=BYLINE,
            published_on=self.first_published_at.date() if self.first_published_at else None,
            minutes=self.minutes,
            states=self.states if states is None else states,
        )

    def head(self) -> Head:
        said = super().head()
        return replace(
            said,
            kind="article",
            image_url=self.social_image_url,
            article=self.structured(said.description),
        )

    def social_card(self, site_name: str) -> SocialCard:
        return SocialCard(self.title, "slate", "shield", site_name)

    def structured(self, description: str) -> Article:
        return Article(
            kind="NewsArticle",
            headline=self.title,
            description=description,
            url=self.canonical_url,
            published_at=self.first_published_at,
            modified_at=self.last_published_at,
            keywords=tuple(state.name for state in self.states),
            image_url=self.social_image_url,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "states": self.states,
            "is_being_reviewed": self.is_being_reviewed,
        }
