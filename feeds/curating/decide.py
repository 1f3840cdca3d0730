"""What editors do with items. The only code that writes a Curation, and the log of who did what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from recalibrate.core.models import SiteRevision, StateOfMind, Strategy

from ..models import Curation, Decision, Half, Item
from ..models.item import SameBy

if TYPE_CHECKING:
    from recalibrate.core.models import User

LATER = ("later_title", "later_text", "later_fingerprint", "has_changed_since_decision")
EXPIRES_AFTER = timedelta(days=90)  # what docs/editors.md promises of a pick


class AlreadyDecided(Exception):
    """Another editor was quicker. Says who, and what."""


@dataclass(frozen=True, slots=True)
class PickDraft:
    """What an editor says of an item that readers are to see."""

    line: str
    states: Iterable[StateOfMind]
    strategy: Strategy | None = None
    half: str = Half.FOR_YOU
    is_sensitive: bool = False
    content_note: str = ""
    note: str = ""
    is_pinned: bool = False
    expires_on: date | None = None


def keep_item(item: Item, draft: PickDraft, *, by: "User | None", now: datetime | None = None) -> Curation:
    """Show the item to readers, for 90 days unless told otherwise, with a line on why it matters here."""
    chosen, said = list(draft.states), " ".join(draft.line.split())
    item = primary_of(item)
    if not item.url:
        raise ValidationError(
            gettext("The source gives no address for this, so readers could not get there.")
        )
    if not said or not chosen:
        raise ValidationError(
            gettext("A kept item needs a line on why it matters here, and a state of mind.")
        )
    moment = now or timezone.now()
    curation = Curation(
        item=item,
        decision=Decision.KEEP,
        line=said,
        half=draft.half,
        strategy=draft.strategy,
        is_sensitive=draft.is_sensitive,
        content_note=draft.content_note if draft.is_sensitive else "",
        note=draft.note,
        is_pinned=draft.is_pinned,
        expires_on=draft.expires_on or timezone.localdate(moment) + EXPIRES_AFTER,
        decided_by=by,
        decided_at=moment,
    )
    with transaction.atomic():
        _save(curation)
        curation.states_of_mind.set(chosen)
        SiteRevision.bump()
    return curation


def pass_item(
    item: Item,
    *,
    by: "User | None",
    reason: str = "",
    words: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Curation:
    """Never show the item, and never ask again. Why is for editors, and may be left open."""
    curation = _decision(item, Decision.PASS, by=by, note=note, now=now)
    curation.pass_reason, curation.pass_words = reason, words
    return _save(curation)


def hold_item(item: Item, *, by: "User | None", note: str = "", now: datetime | None = None) -> Curation:
    """Out of the inbox for now; it waits under “Held”."""
    return _save(_decision(item, Decision.HOLD, by=by, note=note, now=now))


def require_not_held(item: Item) -> None:
    """For an editor who thinks it is undecided: raises AlreadyDecided if another holds it by now."""
    if Curation.objects.filter(item=primary_of(item), decision=Decision.HOLD).exists():
        raise AlreadyDecided(_who_decided(primary_of(item)))


def primary_of(item: Item) -> Item:
    """The telling that is decided on. One decision covers a story, in every source that tells it, now or later."""
    first = item.story
    return item if first is None or first.hidden_by else first


def mark_as_different(item: Item, *, now: datetime | None = None) -> None:
    """What is shown under another story is one of its own; sorting never puts it back under that one."""
    first = item.story
    if first is None:
        return
    with transaction.atomic():
        item.told_apart.add(first)
        item.story, item.same_by, item.sorted_at = None, "", now or timezone.now()
        item.save(update_fields=["story", "same_by", "sorted_at"])


def join(item: Item, other: Item, *, now: datetime | None = None) -> None:
    """An editor says that both tell one story: shown under the one decided on, or told first, from now on.

    Nothing if they are one already, or if both were decided on, since no decision may be lost.
    """
    first, later = sorted(
        (primary_of(item), primary_of(other)), key=lambda one: (one.decided_at is None, one.pk)
    )
    if first == later or later.decided_at is not None:
        return
    with transaction.atomic():
        first.told_apart.remove(later)
        told = Item.objects.filter(Q(pk=later.pk) | Q(story=later))
        told.update(story=first, same_by=SameBy.EDITOR, sorted_at=now or timezone.now())


def undo_decision(curation: Curation, *, by: "User | None") -> None:
    """Take this one decision back: the item waits again, where it waited before; readers see it no more.

    Raises AlreadyDecided, and changes nothing, if it is not the decision that stands.
    """
    item = curation.item
    with transaction.atomic():
        standing = Curation.objects.select_for_update().filter(
            pk=curation.pk, decided_by=curation.decided_by_id
        )
        taken_back = standing.first()
        if taken_back is None:
            raise AlreadyDecided(
                _who_decided(item)
                or gettext("“%(title)s” is in the inbox again already.") % {"title": item.title}
            )
        taken_back.delete()
        _take_later_words(item)
        _log("undo", item, by, was=taken_back.get_decision_display().lower())
        if taken_back.was_held:
            _save(_decision(item, Decision.HOLD, by=by, note=taken_back.note, now=None))
        if taken_back.decision == Decision.KEEP:
            SiteRevision.bump()


def _take_later_words(item: Item) -> None:
    """What waits again says what its source says now: a refresh compares with that, and would not say so."""
    item.refresh_from_db(fields=["title", "text", "excerpt", "fingerprint", *LATER])
    if item.later_fingerprint:
        item.take_later_words()
        item.save(update_fields=["title", "text", "excerpt", "fingerprint", *LATER])


def _decision(
    item: Item, decision: Decision, *, by: "User | None", note: str, now: datetime | None
) -> Curation:
    return Curation(
        item=primary_of(item), decision=decision, note=note, decided_by=by, decided_at=now or timezone.now()
    )


def _save(curation: Curation) -> Curation:
    """The editor who decides ends the hold, their own or another's, and its note goes on."""
    try:
        with transaction.atomic():
            if curation.decision != Decision.HOLD:
                _end_hold(curation)
            curation.save(force_insert=True)
            _log(curation.decision, curation.item, curation.decided_by, why=curation.why)
    except IntegrityError as error:
        words = _who_decided(curation.item)
        if not words:
            raise
        raise AlreadyDecided(words) from error
    return curation


def _end_hold(curation: Curation) -> None:
    held = Curation.objects.filter(item=curation.item, decision=Decision.HOLD).first()
    if held:
        curation.was_held, curation.note = True, curation.note or held.note
        held.delete()


def _who_decided(item: Item) -> str:
    standing = Curation.objects.select_related("decided_by").filter(item=item).first()
    if standing is None:
        return ""
    decision = standing.get_decision_display().lower()
    return gettext("%(decided_by_name)s has already decided on “%(title)s”: %(decision)s.") % {
        "decided_by_name": standing.decided_by_name,
        "title": item.title,
        "decision": decision,
    }


def _log(action: str, item: Item, by: "User | None", **words: Any) -> None:
    """Stays when the decision is gone, and names the item: that is what a history is of."""
    log(instance=item, action=f"feeds.{action}", user=by, data=words)
