"""What is done with many sources at once: follow, pause, or label what they bring."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from recalibrate.core.models import SiteRevision, StateOfMind

from ..models import Source
from ..models.source import SourceQuerySet
from .national_sources import NOT_FOLLOWED_YET

if TYPE_CHECKING:
    from recalibrate.core.models import User


def first_to_follow() -> SourceQuerySet:
    """What a new site may begin with: those that came paused, with a feed, and that no editor has looked at yet."""
    return Source.objects.exclude(feed_url="").filter(is_paused=True, retired_at=None, last_checked_at=None)


def follow_all(sources: Iterable[Source], *, by: "User | None", now: datetime | None = None) -> int:
    """Ask these from now on, at once; how many were paused until now."""
    changed = [source for source in sources if source.is_paused and source.feed_url]
    for source in changed:
        source.is_paused = False
        source.next_check_at, source.next_check_why = (
            now or timezone.now(),
            gettext("It is followed from now on."),
        )
        source.review_note = "" if source.review_note == NOT_FOLLOWED_YET else source.review_note
    return _save(changed, ["is_paused", "next_check_at", "next_check_why", "review_note"], by)


def pause(sources: Iterable[Source], *, by: "User | None") -> int:
    """Ask these no more until they are followed again; how many were followed until now."""
    changed = [source for source in sources if not source.is_paused]
    for source in changed:
        source.is_paused = True
    return _save(changed, ["is_paused"], by)


def label_all(sources: Iterable[Source], state: StateOfMind, *, by: "User | None") -> int:
    """Suggest this state of mind for whatever these bring; how many did not have it."""
    changed = [source for source in sources if state not in source.default_states.all()]
    for source in changed:
        source.default_states.add(state)
    return _save(changed, [], by)


def _save(sources: list[Source], fields: list[str], by: "User | None") -> int:
    with transaction.atomic():
        if fields and sources:
            Source.objects.bulk_update(sources, fields)
        for source in sources:
            log(instance=source, action="wagtail.edit", user=by)
        SiteRevision.bump()
    return len(sources)
