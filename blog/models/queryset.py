from typing import Self

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageQuerySet

from recalibrate.core.models import StateOfMind
from recalibrate.core.models.pages import is_restricted

from .. import sensitivity
from ..facets import Selection
from .approval import SecondApproval
from .parts import PostContributor, PostStateOfMind, RelatedPost

# What a byline and a card show besides the post's own row; for `prefetch_related`.
BYLINE = Prefetch("post_contributors", PostContributor.objects.select_related("contributor"))
ON_CARDS = ("states_of_mind", BYLINE)


class PostQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What any reader may see: live, and under no view restriction."""
        return self.live().exclude(is_restricted())

    def about(self, state: StateOfMind) -> Self:
        """By any of its states: the primary one is always among them (PostPage.clean)."""
        return self.filter(state_of_mind_items__tag=state)

    def may_be_featured(self) -> Self:
        return self.filter(sensitivity__lt=sensitivity.Level.CARE)

    def gentle(self) -> Self:
        """What may meet a reader unasked: neither a content note nor a level that needs one."""
        return self.filter(sensitivity__lt=sensitivity.Level.NOTE, content_note="")

    def never_approved(self) -> Self:
        """At level 3, and no colleague has agreed to any words of it."""
        approvals = SecondApproval.objects.filter(post=Coalesce(OuterRef("alias_of"), OuterRef("pk")))
        return self.filter(~Exists(approvals), sensitivity__gte=sensitivity.Level.CARE)

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def in_order_of_series(self) -> Self:
        return self.order_by(F("series_position").asc(nulls_last=True), "first_published_at", "pk")

    def selected(self, selection: Selection) -> Self:
        """What fits every facet that is chosen."""
        lookups = {
            "state_of_mind_items__tag__slug": selection.state,
            "strategies__slug": selection.helps,
            "discipline__slug": selection.by,
            "series__slug": selection.series,
        }
        low, high = selection.minutes
        found = self.filter(minutes__gte=low, **{path: slug for path, slug in lookups.items() if slug})
        return found.filter(minutes__lte=high) if high else found

    def related_to(self, post: Page) -> Self:
        """An editor's choice, then others about the same states: same primary one, other discipline first.

        Last come those where the same thing helped. Never level 3, nor the rest of the post's own series,
        which the post lists anyway.
        """
        states = PostStateOfMind.objects.filter(content_object=post.pk).values("tag")
        shared = PostStateOfMind.objects.filter(content_object=OuterRef("pk"), tag__in=states)
        strategies = self.model.strategies.through.objects
        helped = strategies.filter(postpage=post.pk).values("strategy")
        helps_too = strategies.filter(postpage=OuterRef("pk"), strategy__in=helped)
        chosen = RelatedPost.objects.filter(post=post.pk, related=OuterRef("pk"))
        return (
            self.published()
            .may_be_featured()
            .exclude(pk=post.pk)
            .exclude(Q(series__isnull=False) & Q(series=post.series_id))
            .annotate(
                is_chosen=Exists(chosen),
                is_about_the_same=Exists(shared),
                is_same_primary=Case(When(primary_state=post.primary_state_id, then=1), default=Value(0)),
                is_same_discipline=Case(When(discipline=post.discipline_id, then=1), default=Value(0)),
            )
            .filter(Q(is_chosen=True) | Q(is_about_the_same=True) | Exists(helps_too))
            .order_by(
                "-is_chosen",
                "-is_same_primary",
                "-is_about_the_same",
                "is_same_discipline",
                "-first_published_at",
                "-pk",
            )
        )

    def for_cards(self) -> Self:
        """All that a card shows, in a fixed number of queries."""
        return self.select_related("cover_image").prefetch_related(*ON_CARDS)

    def with_bylines(self) -> Self:
        return self.prefetch_related(BYLINE)
