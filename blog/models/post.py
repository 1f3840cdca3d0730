from dataclasses import replace
from functools import cached_property
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Prefetch, Q, When, prefetch_related_objects
from django.http import HttpRequest
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, PageManager, PageQuerySet
from wagtail.search import index

from recalibrate.core.blocks import INLINE, BodyBlock
from recalibrate.core.cards import Card
from recalibrate.core.drawing.paint import SocialCard
from recalibrate.core.head import NEUTRAL_TITLE, Head
from recalibrate.core.models import BasePage, StateOfMind
from recalibrate.core.models.pages import ReviewedMixin, is_restricted
from recalibrate.core.structured_data import Article
from recalibrate.help_services.models import HelpService

from .. import sensitivity
from ..forms import PostPageForm


class PostQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What any reader may see: live, and under no view restriction."""
        return self.live().exclude(is_restricted())

    def about(self, state: StateOfMind) -> Self:
        return self.filter(Q(primary_state=state) | Q(state_of_mind_items__tag=state)).distinct()

    def may_be_featured(self) -> Self:
        return self.filter(sensitivity__lt=sensitivity.Level.CARE)

    def gentle(self) -> Self:
        """What may meet a reader unasked: neither a content note nor a level that needs one."""
        return self.filter(sensitivity__lt=sensitivity.Level.NOTE, content_note="")

    def with_system_action(self) -> Self:
        return self.exclude(what_should_change="")

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def related_to(self, post: "PostPage") -> Self:
        """Others about one of the same states: same primary state first, then another discipline's view."""
        return (
            self.published()
            .may_be_featured()
            .filter(state_of_mind_items__tag__in=[state.pk for state in post.states])
            .exclude(pk=post.pk)
            .annotate(
                is_same_primary=Case(When(primary_state=post.primary_state_id, then=1), default=0),
                is_same_discipline=Case(When(discipline=post.discipline_id, then=1), default=0),
            )
            .distinct()
            .order_by("-is_same_primary", "is_same_discipline", "-first_published_at")
        )

    def for_cards(self) -> Self:
        """All that a card shows, in a fixed number of queries."""
        return self.with_bylines().select_related("cover_image").prefetch_related("states_of_mind")

    def with_bylines(self) -> Self:
        contributors = PostContributor.objects.select_related("contributor")
        return self.prefetch_related(Prefetch("post_contributors", contributors))


class PostStateOfMind(ItemBase):
    tag = models.ForeignKey(StateOfMind, on_delete=models.PROTECT, related_name="post_items")
    content_object = ParentalKey(
        "blog.PostPage", on_delete=models.CASCADE, related_name="state_of_mind_items"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="post_state_once")]


class PostContributor(Orderable):
    post = ParentalKey("blog.PostPage", on_delete=models.CASCADE, related_name="post_contributors")
    contributor = models.ForeignKey("core.Contributor", on_delete=models.PROTECT, related_name="post_items")

    panels = [FieldPanel("contributor")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["post", "contributor"], name="post_contributor_once")]

    def __str__(self) -> str:
        return str(self.contributor)


class PostPage(ReviewedMixin, BasePage):
    """An article: a short version, a body, something to try now and something that should change."""

    summary = models.CharField(
        max_length=200, help_text="One or two plain sentences for lists, feeds and search engines."
    )
    content_note = models.CharField(
        max_length=200,
        blank=True,
        help_text="One factual line before the text, at levels 2 and 3: “Mentions the death of a child.”",
    )
    sensitivity = models.PositiveSmallIntegerField(
        choices=sensitivity.CHOICES, default=0, validators=[MaxValueValidator(3)]
    )
    short_version = RichTextField(
        features=INLINE, blank=True, help_text="80 to 120 words: the post for somebody with one minute."
    )
    body = StreamField(BodyBlock(), blank=True)
    try_now = RichTextField("try now", features=["ol", "ul", *INLINE], blank=True)
    what_should_change = RichTextField(
        "what should change",
        features=["ol", "ul", *INLINE],
        blank=True,
        help_text="What the organisation owes, and how to make it happen.",
    )
    is_just_a_story = models.BooleanField(
        "just a story", default=False, help_text="Tick if nothing should change because of this post."
    )
    states_of_mind = ClusterTaggableManager(
        through=PostStateOfMind, blank=True, verbose_name="states of mind"
    )
    primary_state = models.ForeignKey(
        StateOfMind,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="primary_posts",
        verbose_name="primary state of mind",
    )
    strategies = ParentalManyToManyField(
        "core.Strategy", blank=True, related_name="posts", verbose_name="what helps"
    )
    discipline = models.ForeignKey(
        "core.Discipline", null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    minutes = models.PositiveSmallIntegerField(
        "minutes to read", default=3, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    cover_image = models.ForeignKey(
        "core.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    objects = PageManager.from_queryset(PostQuerySet)()

    class Meta:
        verbose_name = "post"

    template = "pages/post_page.html"
    parent_page_types = ["blog.PostIndexPage"]
    subpage_types: list[str] = []
    base_form_class = PostPageForm

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("sensitivity"), FieldPanel("content_note")], "Sensitivity"),
        FieldPanel("short_version"),
        FieldPanel("body"),
        FieldPanel("try_now"),
        MultiFieldPanel(
            [FieldPanel("what_should_change"), FieldPanel("is_just_a_story")], "What should change"
        ),
        MultipleChooserPanel(
            "post_contributors", chooser_field_name="contributor", label="Contributors", min_num=1
        ),
        MultiFieldPanel(
            [
                HelpPanel("Readers find posts by state of mind. The primary one gives the post its colour."),
                FieldPanel("primary_state"),
                FieldPanel("states_of_mind"),
                FieldPanel("strategies"),
                FieldRowPanel([FieldPanel("discipline"), FieldPanel("minutes")]),
            ],
            "Where readers find it",
        ),
        FieldPanel("cover_image"),
        FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review_on")], "Review"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("short_version"),
        index.SearchField("body"),
        index.FilterField("sensitivity"),
        index.FilterField("minutes"),
        index.FilterField("discipline_id"),
        index.FilterField("primary_state_id"),
        index.RelatedFields("states_of_mind", [index.FilterField("slug")]),
    ]

    def clean(self) -> None:
        super().clean()
        if sensitivity.needs_content_note(self.sensitivity) and not self.content_note.strip():
            raise ValidationError({"content_note": "Levels 2 and 3 need a content note before the text."})
        # The primary state is one of the states: listings by state never need to look twice.
        if self.primary_state and self.primary_state not in self.states_of_mind.all():
            self.states_of_mind.add(self.primary_state)

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        """The states of mind, the primary one first."""
        return tuple(sorted(self.states_of_mind.all(), key=lambda state: state.pk != self.primary_state_id))

    @cached_property
    def contributors(self) -> tuple[Any, ...]:
        items = list(self.post_contributors.all())
        prefetch_related_objects(items, "contributor")
        return tuple(item.contributor for item in items)

    @property
    def may_be_featured(self) -> bool:
        return sensitivity.may_be_featured(self.sensitivity)

    @property
    def byline(self) -> str:
        return " and ".join(contributor.byline for contributor in self.contributors)

    def card(self) -> Card:
        return Card(
            kind="post",
            title=self.title,
            url=self.get_url() or "",
            summary=self.summary,
            byline=self.byline,
            published_on=self.first_published_at.date() if self.first_published_at else None,
            minutes=self.minutes,
            states=self.states,
            cover=self.cover_image,
            content_note=self.content_note,
        )

    @property
    def tab_title(self) -> str:
        """From level 2 on neither the tab nor a chat preview says what the post is about."""
        is_named = sensitivity.is_named_in_tabs(self.sensitivity)
        return str(self.seo_title or (self.title if is_named else NEUTRAL_TITLE))

    def social_card(self, site_name: str) -> SocialCard | None:
        if not self.may_be_featured:
            return None
        if not sensitivity.is_named_in_tabs(self.sensitivity) or self.primary_state is None:
            return SocialCard(self.tab_title, "slate", "brand", site_name)
        return SocialCard(self.title, self.primary_state.tint, self.primary_state.glyph, site_name)

    def head(self) -> Head:
        is_named = sensitivity.is_named_in_tabs(self.sensitivity)
        return replace(
            super().head(),
            kind="article",
            title=self.tab_title,
            description=self.search_description or (self.summary if is_named else self.content_note),
            shared_description="" if is_named else "A post with a note to read before it.",
            image_url=self.social_image_url,
            article=self.structured(),
        )

    def structured(self) -> Article:
        return Article(
            kind="BlogPosting",
            headline=self.title,
            description=self.search_description or self.summary,
            url=self.canonical_url,
            authors=tuple("" if who.is_anonymous else who.name for who in self.contributors),
            published_at=self.first_published_at,
            modified_at=self.last_published_at,
            keywords=tuple(state.name for state in self.states),
            image_url=self.social_image_url,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "states": self.states,
            "contributors": self.contributors,
            "has_help_at_top": sensitivity.has_help_at_top(self.sensitivity),
            "has_help_at_end": sensitivity.has_help_at_end(self.sensitivity),
            "help_services": HelpService.objects.for_panel(),
            "related": [post.card() for post in PostPage.objects.related_to(self).for_cards()[:3]],
            "is_being_reviewed": self.is_being_reviewed,
        }
