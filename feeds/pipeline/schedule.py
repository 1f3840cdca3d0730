"""When to ask a source again, and why then. Chance, from 0 to 1, is an argument, so that it can be tested."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from recalibrate.translation import gettext, ngettext

from .types import NextCheck

INTERVAL = timedelta(minutes=60)  # news here is rarely more urgent, and hosts are spared
LONGEST = timedelta(hours=24)  # what a day brings is in the inbox the next morning
# Retry-After may name any date (RFC 9110, 10.2.3): years are a mistake, and would be the end of a source.
LONGEST_WAIT_ASKED_FOR = timedelta(days=7)
SHORTEST_WAIT_ASKED_FOR = timedelta(minutes=1)  # the clock ticks once a minute
SOON, LESS_SOON = timedelta(minutes=10), timedelta(minutes=20)
# Sources that were added together would otherwise be asked together for ever.
JITTER = 0.1
BACKOFF_JITTER = 0.2  # wider than usual: sources of one host fail together
DAY, HOUR = 1_440, 60  # minutes
GAPS = 20  # newest entries whose distance tells how often a source publishes


def median_gap(published: Sequence[datetime]) -> timedelta | None:
    """How long it usually is from one entry to the next; None if fewer than two are dated."""
    moments = sorted(published, reverse=True)[: GAPS + 1]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(moments)]
    return timedelta(seconds=median(gaps)) if gaps else None


def interval(gap: timedelta | None) -> timedelta:
    """How long to wait after a success: half the median gap between entries, an hour to a day."""
    # At half the gap, an entry waits for a quarter of it on average.
    return INTERVAL if gap is None else min(LONGEST, max(INTERVAL, gap / 2))


def after_success(
    now: datetime,
    wait: timedelta,
    *,
    asked_for: timedelta | None = None,
    skip_hours: Sequence[int] = (),
    chance: float,
) -> NextCheck:
    """The next check: after `wait`, or what the source asks for if that is longer, a tenth more or less."""
    longer = min(LONGEST, max(wait, asked_for or wait))
    at = now + longer * (1 + JITTER * (2 * chance - 1))
    if asked_for and asked_for > wait:
        why = gettext("It asks to be left alone for {time}.").format(time=wait_in_words(longer))
    elif wait > INTERVAL:
        why = gettext("Every {time}: half the usual time between its entries.").format(
            time=wait_in_words(wait)
        )
    else:
        why = gettext("Every hour.")
    if (later := _outside(at, skip_hours, now)) != at:
        return NextCheck(later, f"{why} {gettext('Not in the hours that it asks us to skip.')}")
    return NextCheck(at, why)


def _outside(at: datetime, skip_hours: Sequence[int], now: datetime) -> datetime:
    """The same minute of the first hour that is none of these; a day from now at the latest."""
    later = at
    while later.hour in skip_hours and later < now + LONGEST:
        later += timedelta(hours=1)
    return max(at, min(later, now + LONGEST))


def after_trouble(now: datetime, error_streak: int, *, chance: float) -> NextCheck:
    """The next try after `error_streak` errors in a row (1 or more). It never gives up."""
    # 2**10 hours are far beyond LONGEST already; 2**40 hours are more than a timedelta holds.
    wait: timedelta = min(LONGEST, INTERVAL * 2 ** min(max(0, error_streak - 1), 10))
    spread: timedelta = wait * (1 + BACKOFF_JITTER * (2 * chance - 1))
    sentence = ngettext(
        "After an error it is asked again in about {time}.",
        "After {errors} errors in a row it is asked again in about {time}.",
        max(1, error_streak),
    )
    return NextCheck(now + spread, sentence.format(errors=error_streak, time=wait_in_words(wait)))


def after_being_asked_to_wait(now: datetime, asked_for: timedelta | None, *, chance: float) -> NextCheck:
    """What the server asks for, between a minute and a week; ten to twenty minutes if it does not say."""
    if asked_for is None:
        wait = SOON + (LESS_SOON - SOON) * chance
        return NextCheck(now + wait, gettext("It asks for time, and does not say how much."))
    wait = min(LONGEST_WAIT_ASKED_FOR, max(SHORTEST_WAIT_ASKED_FOR, asked_for))
    return NextCheck(now + wait, gettext("It asks for {time}.").format(time=wait_in_words(wait)))


def wait_in_words(wait: timedelta) -> str:
    """About how long, in the largest unit that it fills: "90 minutes", "3 hours", "a day"."""
    minutes = max(1, round(wait.total_seconds() / 60))
    if minutes >= 2 * DAY - DAY // 4:
        number = round(minutes / DAY)
        return ngettext("{number} day", "{number} days", number).format(number=number)
    if _is_about(minutes, DAY):
        return gettext("a day")
    if minutes >= 2 * HOUR - HOUR // 4:
        number = round(minutes / HOUR)
        return ngettext("{number} hour", "{number} hours", number).format(number=number)
    if _is_about(minutes, HOUR):
        return gettext("an hour")
    if minutes == 1:
        return gettext("a minute")
    return ngettext("{number} minute", "{number} minutes", minutes).format(number=minutes)


def _is_about(minutes: int, unit: int) -> bool:
    return minutes in range(unit - unit // 20, unit + unit // 20 + 1)
