"""What a state of mind's page shows: four things first, then two equal halves."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from blog.models import PostPage
from feeds.models import Curation, Half
from recalibrate.core.cards import Card
from recalibrate.core.models import StateOfMind
from recalibrate.guardian.models import GuardianUpdatePage
from recalibrate.help_services.models import HelpService

PER_HALF = 8


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a post, with the card of the post it comes from."""

    html: str
    card: Card


def newest_first(*sources: list[Card]) -> list[Card]:
    dated = sorted(
        chain(*sources), key=lambda card: (card.published_on is not None, card.published_on), reverse=True
    )
    return dated[:PER_HALF]


def one_read(posts: list[PostPage], state: StateOfMind) -> PostPage | None:
    """The shortest post that is mostly about the state, else about it at all."""
    return min(posts, key=lambda post: (post.primary_state_id != state.pk, post.minutes), default=None)


def state_context(state: StateOfMind) -> dict[str, Any]:
    """Everything the page needs, in a fixed number of queries."""
    posts = list(PostPage.objects.published().about(state).newest_first().for_cards()[: 2 * PER_HALF])
    updates = GuardianUpdatePage.objects.published().about(state).newest_first().for_cards()[:PER_HALF]
    picks = list(Curation.objects.kept().about(state).newest_first().for_cards()[: 2 * PER_HALF])
    featured = sorted(
        (post for post in posts if post.may_be_featured), key=lambda post: post.primary_state_id != state.pk
    )
    read = one_read(featured, state)
    try_now = next((post for post in featured if post.try_now), None)
    change = next((post for post in featured if post.what_should_change), None)
    others = [other for other in StateOfMind.objects.all() if other.pk != state.pk]
    related_ids = set(state.related.values_list("pk", flat=True))
    return {
        "state": state,
        "one_read": read and read.card(),
        "try_now": try_now and Excerpt(try_now.try_now, try_now.card()),
        "what_should_change": change and Excerpt(change.what_should_change, change.card()),
        "talk_to": HelpService.objects.for_panel(),
        "for_you": newest_first(
            [post.card() for post in posts],
            [pick.card() for pick in picks if pick.half == Half.FOR_YOU],
        ),
        "for_all": newest_first(
            [update.card() for update in updates],
            [pick.card() for pick in picks if pick.half == Half.FOR_ALL],
        ),
        "related_states": [other for other in others if other.pk in related_ids],
        "other_states": others,
    }
