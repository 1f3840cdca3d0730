"""Putting a round-up among the posts, as a draft of the editor who made it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from blog.models import PostContributor, PostIndexPage, PostPage
from blog.models.begun import usual_contributors
from feeds.models import Curation, Use
from recalibrate.core.free_addresses import free_slug
from recalibrate.core.models import Contributor, User

from .compose import compose_round_up, merged


def make_round_up(picks: Sequence[Curation], *, index: PostIndexPage, by: User) -> PostPage:
    """A draft that only editors see, with a first revision, under an address that is free."""
    post = compose_round_up(picks, today=timezone.localdate())
    post.owner = by
    post.is_just_a_story = True  # what should change is for the writers of what it leads to
    post.post_contributors = [PostContributor(contributor=each) for each in contributors_for(by)]
    post.slug = free_slug(index, post.slug)
    with transaction.atomic():
        index.add_child(instance=post)
        post.states_of_mind.set(merged([pick.states for pick in picks]))
        post.strategies.set({pick.strategy for pick in picks if pick.strategy})
        post.save(log_action=False)
        log(instance=post, action="wagtail.create", user=by)
        post.save_revision(user=by, log_action=False)
    return post


def contributors_for(editor: User) -> list[Contributor]:
    """Whom the editor usually writes as; before their first post, the contributors of the last round-up."""
    if usual := usual_contributors(editor, PostPage.objects):
        return usual
    with_picks = PostPage.objects.live().filter(pk__in=Use.objects.values("page"))
    last = with_picks.order_by("-first_published_at").first()
    rows = last.post_contributors.select_related("contributor") if last else []
    return [row.contributor for row in rows]
