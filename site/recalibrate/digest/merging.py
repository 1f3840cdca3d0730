"""Subscriptions follow a list that becomes part of another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from recalibrate.syndication.subjects import FAMILIES

from .models import Subscription


def reference(record: Any) -> str:
    """What the record's list is noted down by; nothing where it has none."""
    family = next((family for family in FAMILIES if family.model is type(record)), None)
    return f"{family.prefix}:{record.pk}" if family else ""


def subscribers(record: Any) -> int:
    return Subscription.objects.filter(path=reference(record)).count()


@contextmanager
def following(gone: Any, kept: Any) -> Iterator[None]:
    """Whoever asked for the one list gets the other; whoever asked for both gets it once."""
    before, after = reference(gone), reference(kept)
    yield
    both = Subscription.objects.filter(path=after).values_list("email", flat=True)
    Subscription.objects.filter(path=before, email__in=list(both)).delete()
    Subscription.objects.filter(path=before).update(path=after)
