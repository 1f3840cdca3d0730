from typing import Any

from django.apps import AppConfig


class RoundupsConfig(AppConfig):
    """Kept items, in an order, as a post in the editor's hands."""

    name = "recalibrate.roundups"
    label = "roundups"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from blog.models import PostPage
        from feeds.curating.uses import note_uses

        def note(*, instance: PostPage, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
            if not raw and (update_fields is None or "body" in update_fields):
                picks = (part.value["url"] for part in instance.body if part.block_type == "pick")
                note_uses(instance.pk, picks)

        post_save.connect(note, sender=PostPage, weak=False, dispatch_uid="items-used")
