"""What was found under one state of mind is found under the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from recalibrate.core.models import StateOfMind
from recalibrate.core.public_kinds import public_kinds

from .index import update_entry
from .models import SearchEntry


@contextmanager
def reindexing(gone: Any, kept: Any) -> Iterator[None]:
    key = str(gone.pk)
    is_state = isinstance(gone, StateOfMind)
    named = SearchEntry.objects.filter(state_ids__contains=key).values_list("kind", "key", "state_ids")
    touched = [(kind, thing) for kind, thing, ids in named if key in ids.split()] if is_state else []
    yield
    by_slug = {kind.slug: kind for kind in public_kinds()}
    for kind, thing in touched:
        update_entry(by_slug[kind], thing)
