"""Finds out whether what failed works by now, so that the desk lists only what does not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from .isolate import ErrorBoundary, each_isolated, error_boundaries, error_boundary, error_in_words
from .models import FailedItem

AGAIN = error_boundary("again", gettext_lazy("could not be tried again"))
EVERY = timedelta(minutes=30)  # for one item
AT_ONCE = 20  # so that a tick of the clock ends before the next, however many failed together
OVER_AFTER = timedelta(hours=2)  # a loop that comes by by itself has not met it since


def retry_failed_items(now: datetime) -> None:
    """A few of those that no loop has met for a while; what works, or has gone, leaves the desk."""
    unseen = FailedItem.objects.unseen_for(now, EVERY).order_by("last_seen", "pk")[:AT_ONCE]
    for _ in each_isolated(unseen, lambda item: _look(item, error_boundaries().get(item.place), now), AGAIN):
        pass


def _look(item: FailedItem, where: ErrorBoundary | None, now: datetime) -> None:
    thing = item.thing
    if where is None or (item.kind and thing is None):
        item.delete()
    elif where.again is None or not item.kind:
        if item.last_seen < now - OVER_AFTER:
            item.delete()
    else:
        _try(item, where.again, thing, now)


def _try(item: FailedItem, again: Callable[[Any], object], thing: object, now: datetime) -> None:
    try:
        again(thing)
    except Exception as error:
        FailedItem.objects.filter(pk=item.pk).update(last_seen=now, error=error_in_words(error))
    else:
        item.delete()
