"""Putting a round-up among the posts, as a draft of the editor who made it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from blog.models import PostIndexPage, PostPage
from feeds.models import Curation
from recalibrate.core.models import User

from .compose import compose_round_up, merged


def make_round_up(picks: Sequence[Curation], *, index: PostIndexPage, by: User) -> PostPage:
    """A draft that only editors see, with a first revision, under an address that is free."""
    post = compose_round_up(picks, today=timezone.localdate())
    post.owner = by
    post.slug = free_round_up_slug(index, post.slug)
    with transaction.atomic():
        index.add_child(instance=post)
        post.states_of_mind.set(merged([pick.states for pick in picks]))
        post.strategies.set({pick.strategy for pick in picks if pick.strategy})
        post.save(log_action=False)
        log(instance=post, action="wagtail.create", user=by)
        post.save_revision(user=by, log_action=False)
    return post


def free_round_up_slug(index: PostIndexPage, wanted: str) -> str:
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
