"""The next dates, for pages that name them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy

from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.revision_cache import per_revision
from recalibrate.core.upcoming_events import UpcomingEvent

from .models import Event

DATES = error_boundary(
    "date", gettext_lazy("is missing among the next dates"), again=lambda row: _coming(row)
)
ENOUGH = 12  # over some weeks, until a change to the site has them read again


def next_dates(kinds: Sequence[str], now: datetime) -> tuple[UpcomingEvent, ...]:
    return tuple(date for date in _read(tuple(kinds)) if date.ends_at >= now)


@per_revision
def _read(kinds: tuple[str, ...]) -> tuple[UpcomingEvent, ...]:
    rows = Event.objects.to_come(timezone.now()).filter(kind__in=kinds, is_cancelled=False)
    return tuple(each_isolated(rows[:ENOUGH], _coming, DATES))


def _coming(row: Event) -> UpcomingEvent:
    return UpcomingEvent(row.title, row.starts_at, row.ends_at, row.place)
