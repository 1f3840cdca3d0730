"""Cards of posts, each made once a revision: a list asks for the keys of its posts only, whichever list it is."""

from collections.abc import Sequence
from typing import Any

from recalibrate.core.cards import LISTS, Card
from recalibrate.core.isolate import each_isolated
from recalibrate.core.revision_cache import RevisionMemory

from .post import PostPage

CARDS = RevisionMemory[Card](500)


def kept_cards(posts: Any) -> list[Card]:
    """The card of each of a query or of a page of one, in their order; who is signed in gets them made afresh."""
    return list(CARDS.get_many(list(posts.values_list("pk", flat=True)), made_cards).values())


def made_cards(keys: Sequence[int]) -> dict[int, Card]:
    posts = PostPage.objects.published().filter(pk__in=keys).defer_streamfields().for_cards()
    return dict(each_isolated(posts, lambda post: (post.pk, post.card()), LISTS))
