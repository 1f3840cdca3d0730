"""How a source is, in words that say what an editor can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from recalibrate.outbound.errors import FaultKind

from ..models.patience import (
    GAPS,
    QUIET_AFTER,
    QUIET_AT_LEAST,
    TROUBLED_AFTER,
    TROUBLED_TIMES,
    UNSETTLED_AFTER,
)
from ..models.source import Source

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Kind = Literal["fine", "new", "quiet", "failing", "moved", "gone", "paused", "directory"]

MOVED = _("We follow it there after two days. Accept it now if you know that the address is theirs.")
FIND = _("Look for its new address: “Add a source” finds it.")
ASK = _("Open the address in a browser. If it works there, ask the site’s owner to let feed readers in.")
WAIT = _("Nothing to do: we try again, later each time, until it works.")
TO_DO = {
    401: ASK,
    403: ASK,
    404: FIND,
    410: _("Follow another feed of the site, or empty “feed” to keep it as a directory entry."),
    429: _("Nothing to do: we now ask it less often."),
    503: WAIT,
}
ADVICE: dict[str, StrOrPromise] = {  # by Source.last_fault
    FaultKind.BROWSER_CHECK: ASK,
    FaultKind.NO_FEED: FIND,
    FaultKind.CERTIFICATE: (
        _("Tell the site’s owner: no feed reader will trust it. We try again once it is mended.")
    ),
    FaultKind.TOO_LARGE: _("Look for a shorter feed of the site, for example of one topic."),
    FaultKind.PRIVATE_NETWORK: _("An operator can allow the address, if it is one of your own."),
}


@dataclass(frozen=True, slots=True)
class Health:
    """`to_do` is "" where no editor has to do anything."""

    kind: Kind
    words: str
    to_do: StrOrPromise = ""


def health_of(source: Source, now: datetime) -> Health:
    if not source.feed_url:
        return Health("directory", gettext("Directory entry: add links by hand"))
    if source.is_paused:
        said = (
            gettext("Paused. It last said: %(last_error)s") % {"last_error": source.last_error}
            if source.last_error
            else "Paused"
        )
        return Health("paused", said)
    if source.retired_at:
        return Health("gone", f"Retired: {source.last_error}", TO_DO[410])
    if source.error_streak:
        return _failing(source, now)
    if source.moved_to:
        return Health(
            "moved", gettext("Moved to %(moved_to)s. Accept?") % {"moved_to": source.moved_to}, MOVED
        )
    if source.last_success_at is None:
        return Health("new", gettext("Not checked yet"))
    if is_quiet(source, now):
        return _quiet(source, now)
    return Health(
        "fine",
        gettext("Fine, checked %(timesince)s ago")
        % {"timesince": timesince(source.last_success_at, now, depth=1)},
    )


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
    day = f"{there:%A}" if days < 7 else f"{there.day} {there:%B %Y}"
    return gettext("since %(moment)s") % {"moment": day if days else f"{there:%H:%M}"}


def _failing(source: Source, now: datetime) -> Health:
    words = source.last_error.rstrip(".")
    if source.failing_since:
        words += f", {failing_since_in_words(source.failing_since, now)}"
    return Health(
        "failing",
        gettext("%(words)s (%(error_streak)s in a row)")
        % {"words": words, "error_streak": source.error_streak},
        _to_do(source),
    )


def _to_do(source: Source) -> StrOrPromise:
    by_kind = ADVICE.get(source.last_fault)
    return by_kind or TO_DO.get(source.last_status or 0, WAIT)


def _quiet(source: Source, now: datetime) -> Health:
    last = source.last_new_item_at or now
    to_do = gettext("Look at its site: it may have stopped, or moved without saying so.")
    if source.median_gap:
        gap = timesince(now - source.median_gap, now, depth=1)
        to_do += " " + gettext("It used to bring something every %(gap)s.") % {"gap": gap}
    days = (now - last).days
    words = ngettext("Quiet for %(days)s day", "Quiet for %(days)s days", days) % {"days": days}
    return Health("quiet", words, to_do)
