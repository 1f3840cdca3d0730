"""What editors do with items. The only code that writes a Curation."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from recalibrate.core.models import SiteRevision, StateOfMind, Strategy

from .models import Curation, Decision, Half, Item

if TYPE_CHECKING:
    from recalibrate.core.models import User

EXPIRES_AFTER = timedelta(days=90)


class AlreadyDecided(Exception):
    """Somebody else was quicker. Says who, and what."""


def keep(
    item: Item,
    *,
    line: str,
    states: Iterable[StateOfMind],
    by: "User | None",
    strategy: Strategy | None = None,
    half: str = Half.FOR_YOU,
    is_sensitive: bool = False,
    now: datetime | None = None,
) -> Curation:
    """Show the item to readers for 90 days, with a line on why it matters here and states of mind."""
    chosen = list(states)
    item = told_first(item)
    if not item.url:
        raise ValidationError("The source gives no address for this, so readers could not get there.")
    if not line.strip() or not chosen:
        raise ValidationError("A kept item needs a line on why it matters here, and a state of mind.")
    moment = now or timezone.now()
    curation = Curation(
        item=item,
        decision=Decision.KEEP,
        line=line.strip(),
        half=half,
        strategy=strategy,
        is_sensitive=is_sensitive,
        expires_on=timezone.localdate(moment) + EXPIRES_AFTER,
        decided_by=by,
        decided_at=moment,
    )
    with transaction.atomic():
        _end_hold(item)
        _save(curation)
        curation.states_of_mind.set(chosen)
        SiteRevision.bump()
    return curation


def pass_over(item: Item, *, by: "User | None", now: datetime | None = None) -> Curation:
    """Never show the item, and never ask again."""
    item = told_first(item)
    with transaction.atomic():
        _end_hold(item)
        return _save(
            Curation(item=item, decision=Decision.PASS, decided_by=by, decided_at=now or timezone.now())
        )


def hold(item: Item, *, by: "User | None", now: datetime | None = None) -> Curation:
    """Out of the inbox for now; it waits among the decided items."""
    return _save(
        Curation(
            item=told_first(item), decision=Decision.HOLD, decided_by=by, decided_at=now or timezone.now()
        )
    )


def told_first(item: Item) -> Item:
    """The telling that is decided on. One decision covers a story, whoever else tells it, now or later."""
    first = item.story
    return item if first is None or first.hidden_by else first


def tell_apart(item: Item, *, now: datetime | None = None) -> None:
    """What is shown under another story is one of its own; sorting never puts it back under that one."""
    first = item.story
    if first is None:
        return
    with transaction.atomic():
        item.told_apart.add(first)
        item.story, item.same_by, item.sorted_at = None, "", now or timezone.now()
        item.save(update_fields=["story", "same_by", "sorted_at"])


def undo(item: Item) -> None:
    """Take the decision on an item back; it is in the inbox again, and readers see it no more."""
    item = told_first(item)
    with transaction.atomic():
        decisions = list(Curation.objects.filter(item=item).values_list("decision", flat=True))
        Curation.objects.filter(item=item).delete()
        if Decision.KEEP in decisions:
            SiteRevision.bump()


def _end_hold(item: Item) -> None:
    """Whoever decides ends the hold, their own or another's."""
    Curation.objects.filter(item=item, decision=Decision.HOLD).delete()


def _save(curation: Curation) -> Curation:
    try:
        with transaction.atomic():
            curation.save(force_insert=True)
    except IntegrityError as error:
        earlier = Curation.objects.select_related("decided_by", "item").filter(item=curation.item).first()
        if earlier is None:
            raise
        person = earlier.decided_by
        who = (person.get_full_name() or person.username) if person else "Somebody"
        raise AlreadyDecided(
            f"{who} has already decided on “{earlier.item.title}”: {earlier.get_decision_display().lower()}."
        ) from error
    return curation
