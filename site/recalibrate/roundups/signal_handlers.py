"""Remembers which picks a post shows."""

from typing import Any

from django.db.models.signals import post_save

from blog.models import PostPage
from feeds.curating.uses import note_uses


def note_picks_of_post(
    *, instance: PostPage, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    if not raw and (update_fields is None or "body" in update_fields):
        note_uses(instance.pk, (part.value["url"] for part in instance.body if part.block_type == "pick"))


def connect() -> None:
    post_save.connect(note_picks_of_post, sender=PostPage, dispatch_uid="items-used")
