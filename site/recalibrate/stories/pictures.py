"""Who sees a picture that came with a story: those who read stories, and after its publication everybody."""

from typing import Any

from wagtail.signals import page_published

from blog.models import PostPage
from recalibrate.core.models import SiteImage
from recalibrate.staff.seen import is_seen, may_edit
from recalibrate.staff.unread_pictures import move_to_library

from .models import Contribution


def may_see_unread(picture: SiteImage, user: Any) -> bool:
    """Also a colleague who is asked to approve the post that it is in."""
    if not user.is_authenticated:
        return False
    posts = (one.page for one in Contribution.objects.filter(picture=picture).exclude(page=None))
    return is_seen(picture, user) or any(may_edit(post, user) for post in posts if post)


def release_with_its_story(sender: type[PostPage], instance: PostPage, **kwargs: Any) -> None:
    for story in Contribution.objects.filter(page=instance.pk).exclude(picture=None):
        if story.picture:
            move_to_library(story.picture)


def connect() -> None:
    page_published.connect(release_with_its_story, sender=PostPage, dispatch_uid="pictures with stories")
