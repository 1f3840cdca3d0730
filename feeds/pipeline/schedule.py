"""When to ask a source again. Chance is an argument, so that it can be tested."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

INTERVAL = timedelta(minutes=60)
LONGEST = timedelta(hours=24)
LONGEST_RETRY_AFTER = timedelta(days=7)
SHORTEST_RETRY_AFTER = timedelta(minutes=1)
JITTER = 0.1
BACKOFF_JITTER = 0.2


def interval(published: Sequence[datetime], *, asked_for: timedelta | None = None) -> timedelta:
    """How long to wait after a success: half the median gap between entries, lengthened if the source asks.

    Never under an hour, never over a day.
    """
    moments = sorted(published, reverse=True)[:20]
    gaps = [(later - earlier).total_seconds() for later, earlier in zip(moments, moments[1:], strict=False)]
    adapted = timedelta(seconds=median(gaps) / 2) if gaps else INTERVAL
    return min(LONGEST, max(INTERVAL, adapted, asked_for or INTERVAL))


def after_success(now: datetime, wait: timedelta, *, chance: float) -> datetime:
    """The next check; `chance` from 0 to 1 spreads it by a tenth either way."""
    return now + wait * (1 + JITTER * (2 * chance - 1))


def after_trouble(
    now: datetime, error_streak: int, *, chance: float, retry_after: timedelta | None = None
) -> datetime:
    """The next try after `error_streak` errors in a row (1 or more). It never gives up.

    What the server asks for wins, between a minute and a week.
    """
    if retry_after is not None:
        return now + min(LONGEST_RETRY_AFTER, max(SHORTEST_RETRY_AFTER, retry_after))
    wait: timedelta = min(LONGEST, INTERVAL * 2 ** min(error_streak - 1, 10))
    spread: timedelta = wait * (1 + BACKOFF_JITTER * (2 * chance - 1))
    return now + spread
