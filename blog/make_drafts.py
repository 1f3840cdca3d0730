"""The gate for posts that got here past every `save()`: rows of an export, of a fixture, of a script."""

import logging
from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_unpublished

from .models import PostPage
from .models.gate import is_agreed_to
from .sensitivity import Level

logger = logging.getLogger(__name__)


def without_second_approval(posts: QuerySet[PostPage]) -> Iterator[PostPage]:
    """Those that are or were public at level 3, though no colleague's agreement to their words is recorded."""
    once_or_now = Q(sensitivity__gte=Level.CARE) | Q(was_public_at_level_3=True)
    for post in posts.filter(once_or_now, live=True).order_by("pk"):
        if not is_agreed_to(post):
            yield post


def unpublish_unapproved_posts(posts: QuerySet[PostPage]) -> list[str]:
    """The titles of those, which are drafts from now on."""
    found = list(without_second_approval(posts))
    if found:
        pages = Page.objects.filter(pk__in=[post.pk for post in found])
        pages.update(live=False, has_unpublished_changes=True, live_revision=None)
        for post in found:
            page_unpublished.send(sender=PostPage, instance=post)
    return [post.title for post in found]


@receiver(post_save, dispatch_uid="drafts of what is loaded")
def let_no_fixture_publish(sender: type[Model], instance: Any, raw: bool, **kwargs: Any) -> None:
    """`loaddata` saves past the gate, a table at a time; whichever half of a post comes last is asked."""
    if raw and issubclass(sender, Page):
        for title in unpublish_unapproved_posts(PostPage.objects.filter(pk=instance.pk)):
            logger.warning("Loaded as a draft, for want of a second approval: “%s”", title)
