"""What a restore would replace, in numbers, so that the operator can be told before."""

from django.core.files.storage import default_storage
from django.db import DatabaseError
from wagtail.models import Page

from feeds.models import Item
from recalibrate.core.models import User
from recalibrate.digest.models import Subscription

from . import media

COUNTED = {"pages": Page, "items of sources": Item, "subscriptions": Subscription, "log-ins": User}


def what_is_here() -> dict[str, int | None]:
    """How many of what; None where another version's tables cannot be counted."""
    counts: dict[str, int | None] = {}
    for name, model in COUNTED.items():
        try:
            counts[name] = model._default_manager.count()
        except DatabaseError:
            counts[name] = None
    return counts | {"files": sum(1 for _ in media.every_file(default_storage))}
