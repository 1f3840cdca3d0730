"""The next date that a page may want to name. The app that keeps dates says how to find them.

Apps beside each other do not import each other: the dates register here, and the Guardian's corner asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UpcomingEvent:
    """A date as a page names it in one line."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""


Finder = Callable[[Sequence[str], datetime], Sequence[UpcomingEvent]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """From now on, `finder` is asked for dates of some kinds. Call it in `ready()`."""
    if finder not in _finders:
        _finders.append(finder)


def upcoming_events(kinds: Sequence[str], now: datetime) -> tuple[UpcomingEvent, ...]:
    """Dates of these kinds that are not over, soonest first."""
    found = [date for finder in _finders for date in finder(kinds, now) if date.ends_at >= now]
    return tuple(sorted(found, key=lambda date: date.starts_at))
