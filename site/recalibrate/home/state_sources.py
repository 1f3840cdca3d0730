"""Where a state's page gets what it shows: posts, and whatever other kinds have about the state.

Everything on the page is about the state, so each card carries that state and no query asks for the others:
one query a source, whatever is found.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.utils.html import format_html
from wagtail.rich_text import get_text_for_indexing

from blog.models import PostPage
from recalibrate.core.cards import LISTS, Card
from recalibrate.core.isolate import each_isolated
from recalibrate.core.models import StateOfMind
from recalibrate.core.public_kinds import public_kinds

from .choosing import PER_HALF, Half, Placed, Story


def others(state: StateOfMind) -> Iterator[Placed]:
    """What kinds other than posts have about the state."""
    for kind in public_kinds():
        if kind.about_state is not None:
            newest = kind.about_state(state)[: 2 * PER_HALF]
            yield from each_isolated(newest, partial(placed, state=state), LISTS)


def placed(thing: Any, *, state: StateOfMind) -> Placed:
    """Its card, in the half that it says; what says none is for all of us."""
    half: Half = "for-all" if getattr(thing, "half", "for-all") == "for-all" else "for-you"
    until, is_to_try = getattr(thing, "shown_until", None), getattr(thing, "is_to_try", False)
    return Placed(half, thing.card(states=(state,)), until, is_to_try)


def stories(state: StateOfMind) -> list[Story]:
    """The newest posts about the state."""
    posts = PostPage.objects.published().about(state).newest_first()
    found = posts.with_bylines().select_related("cover_image").defer("body")[: 2 * PER_HALF]
    return list(each_isolated(found, partial(story, state=state), LISTS))


def story(post: PostPage, state: StateOfMind) -> Story:
    return Story(
        card=post.card(states=(state,)),
        is_mostly_about=post.primary_state_id == state.pk,
        may_be_featured=post.may_be_featured,
        try_now=post.try_now,
        what_should_change=format_html("<p>{}</p>", post.one_change) if post.one_change else "",
        text=get_text_for_indexing(post.short_version),
    )


def neighbours(states: Iterable[StateOfMind]) -> list[Card]:
    """Short gentle reads from states close to one that has none: the shortest of the newest."""
    by_key = {state.pk: state for state in states}
    posts = PostPage.objects.published().gentle().filter(primary_state__in=by_key).newest_first()
    found = posts.with_bylines().select_related("cover_image").defer("body")[:PER_HALF]
    shortest_first = sorted(found, key=lambda post: post.minutes)
    return list(
        each_isolated(shortest_first, lambda post: post.card(states=(by_key[post.primary_state_id],)), LISTS)
    )
