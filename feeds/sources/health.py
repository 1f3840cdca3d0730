"""How a source is, in words that say what an editor can do about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.timesince import timesince

from ..models.patience import (
    GAPS,
    QUIET_AFTER,
    QUIET_AT_LEAST,
    TROUBLED_AFTER,
    TROUBLED_TIMES,
    UNSETTLED_AFTER,
)
from ..models.source import Source

Kind = Literal["fine", "new", "quiet", "failing", "moved", "gone", "paused", "directory"]

MOVED = "It is followed there by itself after two days. Accept it now if you know that it is theirs."
FIND = "Look for its new address: “Add a source” finds it."
ASK = "Open the address in a browser. If it works there, ask the site’s owner to let feed readers in."
WAIT = "Nothing to do: it is asked again, later each time, and recovers by itself."
TO_DO = {
    401: ASK,
    403: ASK,
    404: FIND,
    410: "Follow another feed of the site, or empty “feed” to keep it as a directory entry.",
    429: "Nothing to do: it is asked less often now.",
    503: WAIT,
}
SAID = (  # what an error says → what to do
    ("browser check", ASK),
    ("web page, no feed", FIND),
    ("no feed", FIND),
    ("certificate", "Tell the site’s owner: no reader will trust it. It is asked again once it is mended."),
    ("larger than", "Look for a shorter feed of the site, for example that of one topic."),
    ("never fetched from", "Whoever runs this site can allow the address, if it is one of your own."),
)


@dataclass(frozen=True, slots=True)
class Health:
    """`to_do` is "" where nobody has to do anything."""

    kind: Kind
    words: str
    to_do: str = ""


def health_of(source: Source, now: datetime) -> Health:
    if not source.feed_url:
        return Health("directory", "Directory entry: links are added by hand")
    if source.is_paused:
        said = f"Paused; it last said: {source.last_error}" if source.last_error else "Paused"
        return Health("paused", said)
    if source.retired_at:
        return Health("gone", f"Retired: {source.last_error}", TO_DO[410])
    if source.error_streak:
        return _failing(source, now)
    if source.moved_to:
        return Health("moved", f"Moved to {source.moved_to}: accept?", MOVED)
    if source.last_success_at is None:
        return Health("new", "Not asked yet")
    if is_quiet(source, now):
        return _quiet(source, now)
    return Health("fine", f"Fine, asked {timesince(source.last_success_at, now, depth=1)} ago")


def is_quiet(source: Source, now: datetime) -> bool:
    """Answering, but with nothing new for three times its usual gap, a month at least."""
    if source.error_streak or source.last_new_item_at is None:
        return False
    patience = max(QUIET_AT_LEAST, GAPS * source.median_gap) if source.median_gap else QUIET_AFTER
    return source.last_new_item_at < now - patience


def needs_a_human(source: Source, now: datetime) -> bool:
    """Three errors in a row or a day of them, gone for good, or a move that cannot be followed."""
    if not source.feed_url or source.is_paused:
        return False
    is_long = source.failing_since is not None and source.failing_since <= now - TROUBLED_AFTER
    is_troubled = source.error_streak > 0 and (source.error_streak >= TROUBLED_TIMES or is_long)
    is_unsettled = source.moved_since is not None and source.moved_since <= now - UNSETTLED_AFTER
    return bool(source.retired_at or is_unsettled or is_troubled)


def failing_since_in_words(moment: datetime, now: datetime) -> str:
    """“since 14:05”, “since Tuesday”, “since 3 November 2026”."""
    there, here = timezone.localtime(moment), timezone.localtime(now)
    days = (here.date() - there.date()).days
    if days == 0:
        return f"since {there:%H:%M}"
    return f"since {there:%A}" if days < 7 else f"since {there.day} {there:%B %Y}"


def _failing(source: Source, now: datetime) -> Health:
    words = source.last_error.rstrip(".")
    if source.failing_since:
        words += f", {failing_since_in_words(source.failing_since, now)}"
    return Health("failing", f"{words} ({source.error_streak} in a row)", _to_do(source))


def _to_do(source: Source) -> str:
    said = source.last_error.lower()
    by_words = next((advice for words, advice in SAID if words in said), "")
    return by_words or TO_DO.get(source.last_status or 0, WAIT)


def _quiet(source: Source, now: datetime) -> Health:
    last = source.last_new_item_at or now
    usual = (
        f" It used to bring something every {timesince(now - source.median_gap, now, depth=1)}."
        if (source.median_gap)
        else ""
    )
    to_do = f"Look at its site: it may have stopped, or moved without saying so.{usual}"
    return Health("quiet", f"Quiet for {(now - last).days} days", to_do)
