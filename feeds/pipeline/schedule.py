"""When to ask a source again. Chance, from 0 to 1, is an argument, so that it can be tested."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

INTERVAL = timedelta(minutes=60)
LONGEST = timedelta(hours=24)
LONGEST_WAIT_ASKED_FOR = timedelta(days=7)
SHORTEST_WAIT_ASKED_FOR = timedelta(minutes=1)
SOON, LESS_SOON = timedelta(minutes=10), timedelta(minutes=20)
JITTER = 0.1
BACKOFF_JITTER = 0.2
GAPS = 20  # newest entries whose distance tells how often a source publishes


def interval(published: Sequence[datetime]) -> timedelta:
    """How long to wait after a success: half the median gap between entries, an hour to a day."""
    moments = sorted(published, reverse=True)[: GAPS + 1]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(moments)]
    adapted = timedelta(seconds=median(gaps) / 2) if gaps else INTERVAL
    return min(LONGEST, max(INTERVAL, adapted))


def after_success(
    now: datetime, wait: timedelta, *, asked_for: timedelta | None = None, chance: float
) -> datetime:
    """The next check: after `wait`, or what the source asks for if that is longer, a tenth more or less."""
    longer = min(LONGEST, max(wait, asked_for or wait))
    return now + longer * (1 + JITTER * (2 * chance - 1))


def after_trouble(now: datetime, error_streak: int, *, chance: float) -> datetime:
    """The next try after `error_streak` errors in a row (1 or more). It never gives up."""
    wait: timedelta = min(LONGEST, INTERVAL * 2 ** min(max(0, error_streak - 1), 10))
    spread: timedelta = wait * (1 + BACKOFF_JITTER * (2 * chance - 1))
    return now + spread


def after_being_asked_to_wait(now: datetime, asked_for: timedelta | None, *, chance: float) -> datetime:
    """What the server asks for, between a minute and a week; ten to twenty minutes if it does not say."""
    if asked_for is None:
        return now + SOON + (LESS_SOON - SOON) * chance
    return now + min(LONGEST_WAIT_ASKED_FOR, max(SHORTEST_WAIT_ASKED_FOR, asked_for))
