from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from recalibrate.core import languages
from recalibrate.core.blocks import INLINE
from recalibrate.core.cards import LISTS, Card, KnownStates
from recalibrate.core.drawing.paint import SocialCard
from recalibrate.core.head import NEUTRAL_TITLE, Head
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.lazy_words import joined_by_and
from recalibrate.core.models import BasePage, StateOfMind
from recalibrate.core.models.pages import ReviewedMixin
from recalibrate.core.models.state_of_mind import states_in_order
from recalibrate.core.revision_cache import RevisionMemory, per_revision
from recalibrate.core.structured_data import Article
from recalibrate.core.syndication import after_note
from recalibrate.help_services.models import HelpService
from recalibrate.staff.guide_link import GuideLink

from .. import care_of, cover, reading_time, related, sensitivity
from ..blocks import PostBodyBlock
from ..forms import PostPageForm
from ..one_change import MOST as ONE_CHANGE_MOST
from ..series import place_in_series
from .begun import BegunMixin
from .gate import GatedMixin
from .panels import PANELS
from .parts import PostStateOfMind
from .queryset import ON_CARDS, PostQuerySet

SHOWN = RevisionMemory[dict[str, Any]]()
BYLINES = error_boundary("byline", _("is missing from bylines"), again=lambda contributor: contributor.byline)


class PostPage(ReviewedMixin, GatedMixin, BegunMixin, BasePage):
    """An article: a short version, a body, something to try now and something that should change."""

    summary = models.CharField(
        max_length=200, help_text=_("One or two plain sentences for lists, feeds and search engines.")
    )
    content_note = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("One factual line before the text, at levels 2 and 3: “Mentions the death of a child.”"),
    )
    sensitivity = models.PositiveSmallIntegerField(
        choices=[(level, _(label)) for level, label in sensitivity.CHOICES],
        default=0,
        validators=[MaxValueValidator(3)],
    )
    # Typed before approvals were recorded (SecondApproval); kept while the old version serves.
    second_approver = models.CharField(max_length=160, blank=True, editable=False)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=languages.CHOICES,
        blank=True,
        default="",
        db_default="",
        help_text=_("What the text is written in. Screen readers and feed readers are told."),
    )
    short_version = RichTextField(
        features=INLINE, blank=True, help_text=_("80 to 120 words: the post for a reader with one minute.")
    )
    body = StreamField(PostBodyBlock(), blank=True)
    try_now = RichTextField(_("try now"), features=["ol", "ul", *INLINE], blank=True)
    what_should_change = RichTextField(
        _("what should change"),
        features=["ol", "ul", *INLINE],
        blank=True,
        help_text=_("What the organisation should do, and how to make it happen."),
    )
    one_change = models.CharField(
        _("one thing that should change"),
        max_length=ONE_CHANGE_MOST,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "One sentence that makes sense on its own: pages about a state of mind show it without the rest."
        ),
    )
    one_change_is_suggested = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Taken from the text, and not checked yet."),
    )
    is_just_a_story = models.BooleanField(
        _("just a story"), default=False, help_text=_("Tick if nothing should change because of this post.")
    )
    states_of_mind = ClusterTaggableManager(
        through=PostStateOfMind, blank=True, verbose_name=_("states of mind")
    )
    primary_state = models.ForeignKey(
        StateOfMind,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="primary_posts",
        verbose_name=_("primary state of mind"),
    )
    strategies = ParentalManyToManyField(
        "core.Strategy", blank=True, related_name="posts", verbose_name=_("what helps")
    )
    discipline = models.ForeignKey(
        "core.Discipline", null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    has_own_minutes = models.BooleanField(
        _("minutes set by hand"),
        default=False,
        help_text=_(
            "Leave unticked to count them from the text. By hand, use one more or one fewer at most."
        ),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes to read"), default=1, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    series = models.ForeignKey(
        "blog.Series", null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    series_position = models.PositiveSmallIntegerField(
        _("place in the series"), null=True, blank=True, help_text=_("1 is read first.")
    )
    cover_image = models.ForeignKey(
        "core.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    objects = PageManager.from_queryset(PostQuerySet)()

    class Meta:
        verbose_name = _("post")

    template = "pages/post_page.html"
    parent_page_types = ["blog.PostIndexPage"]
    subpage_types: list[str] = []
    base_form_class = PostPageForm

    content_panels = [GuideLink("posts"), *BasePage.content_panels, *PANELS]
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
            raise ValidationError(
                {"content_note": gettext("Levels 2 and 3 need a content note before the text.")}
            )

    def derive(self) -> None:
        super().derive()
        # The primary state is one of the states: listings by state never need to look twice.
        if self.primary_state and self.primary_state not in self.states_of_mind.all():
            self.states_of_mind.add(self.primary_state)
        if not self.has_own_minutes or not self.minutes:
            self.minutes = self.counted_minutes
        self.minutes = reading_time.within_a_minute(self.minutes, self.counted_minutes)
        if self.next_review_on is None:
            since = self.reviewed_on or timezone.localdate()
            self.next_review_on = sensitivity.next_review(self.sensitivity, since)

    @property
    def counted_minutes(self) -> int:
        return reading_time.count_minutes(self.counted_texts())

    def counted_texts(self) -> list[str]:
        """All the words of the post, as a reader who finishes it has read them."""
        texts = self.body.stream_block.get_searchable_content(self.body)
        return [*texts, self.try_now, self.what_should_change]

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        """The states of mind, the primary one first."""
        ordered = states_in_order(self.states_of_mind.all())
        return tuple(sorted(ordered, key=lambda state: state.pk != self.primary_state_id))

    @cached_property
    def contributors(self) -> tuple[Any, ...]:
        items = list(self.post_contributors.all())
        prefetch_related_objects(items, "contributor")
        return tuple(item.contributor for item in items)

    @property
    def drawing(self) -> str:
        """What stands where a picture would, in a post without one."""
        return "" if self.cover_image_id else self.drawing_about(self.states)

    def drawing_about(self, states: Sequence[StateOfMind]) -> str:
        if self.cover_image_id:
            return ""
        return cover.drawing(self.slug, states[0].glyph if states else "")

    @property
    def may_be_featured(self) -> bool:
        return sensitivity.may_be_featured(self.sensitivity)

    @property
    def byline(self) -> str:
        return joined_by_and(
            each_isolated(self.contributors, lambda contributor: contributor.byline, BYLINES)
        )

    def card(self, *, states: KnownStates = None) -> Card:
        shown = self.states if states is None else states
        return Card(
            kind="post",
            title=self.title,
            url=self.get_url() or "",
            summary=self.summary,
            byline=self.byline,
            published_on=self.first_published_at.date() if self.first_published_at else None,
            minutes=self.minutes,
            states=shown,
            cover=self.cover_image,
            drawing=self.drawing_about(shown),
            content_note=self.content_note,
            language=self.language,
        )

    @property
    def shown_note(self) -> str:
        """The note that goes before the text wherever it is shown; "" below the level that needs it."""
        return self.content_note if sensitivity.needs_content_note(self.sensitivity) else ""

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
            description=after_note(
                self.shown_note, self.search_description or (self.summary if is_named else "")
            ),
            shared_description="" if is_named else after_note(self.shown_note, ""),
            image_url=self.social_image_url,
            article=self.structured(),
        )

    def structured(self) -> Article:
        return Article(
            kind="BlogPosting",
            headline=self.title,
            description=after_note(self.shown_note, self.search_description or self.summary),
            url=self.canonical_url,
            language=self.language or languages.ENGLISH,
            authors=tuple("" if who.is_anonymous else who.name for who in self.contributors),
            published_at=self.first_published_at,
            modified_at=self.last_published_at,
            keywords=tuple(state.name for state in self.states),
            image_url=self.social_image_url,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        kept_as = self.kept_as(request)
        shown = (
            SHOWN.get(kept_as, self.shown) if kept_as else self.shown(getattr(request, "is_preview", False))
        )
        return super().get_context(request, *args, **kwargs) | shown

    def kept_as(self, request: HttpRequest) -> tuple[str, int] | None:
        """Never with help services on the page: which of them are open changes within the day."""
        return None if sensitivity.has_help_at_end(self.sensitivity) else super().kept_as(request)

    def shown(self, is_preview: bool = False) -> dict[str, Any]:
        """What its page shows beside its own text."""
        # What a preview shows is not in the database: its own states and contributors must not be read again.
        if not is_preview:
            prefetch_related_objects([self], *ON_CARDS)
        has_help = sensitivity.has_help_at_end(self.sensitivity)
        return {
            "states": self.states,
            "contributors": self.contributors,
            "strategies": tuple(self.strategies.all()),
            "has_help_at_top": sensitivity.has_help_at_top(self.sensitivity),
            "has_help_at_end": has_help,
            "help_services": tuple(HelpService.objects.for_panel()) if has_help else (),
            "related": related_posts(self),
            "series": self.series and place_in_series(self, self.series),
            "is_being_reviewed": self.is_being_reviewed,
            "words": " ".join(map(get_text_for_indexing, self.counted_texts())) if is_preview else "",
            "care_notes": care_of.preview_notes(self) if is_preview else None,
        }


@per_revision
def related_posts(post: PostPage) -> tuple[related.RelatedPostCard, ...]:
    """What to read next, each with its reason."""
    likely = PostPage.objects.related_to(post)
    rows = likely.values_list("pk", "is_chosen", "is_same_primary", "first_published_at")[
        : related.CANDIDATES
    ]
    candidates = [related.Candidate(pk, chosen, bool(same), moment) for pk, chosen, same, moment in rows]
    keys = related.chosen_beside(candidates, post.first_published_at)
    by_key = {other.pk: other for other in likely.filter(pk__in=keys).for_cards()} if keys else {}
    others = [by_key[key] for key in keys if key in by_key]
    return tuple(
        each_isolated(
            others,
            lambda other: related.RelatedPostCard(other.card(), related.related_reason(post, other)),
            LISTS,
        )
    )
