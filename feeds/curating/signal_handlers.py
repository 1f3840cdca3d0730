"""Keeps `Item.decided_at` in step with decisions, by whatever way one is taken or taken back."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from ..models import Curation, Item


def note_decision(*, instance: Curation, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created:
        Item.objects.filter(pk=instance.item_id).update(decided_at=instance.decided_at)


def note_undo(*, instance: Curation, **kwargs: Any) -> None:
    Item.objects.filter(pk=instance.item_id).update(decided_at=None)


def connect() -> None:
    post_save.connect(note_decision, sender=Curation, dispatch_uid="item-decided")
    post_delete.connect(note_undo, sender=Curation, dispatch_uid="item-undecided")
