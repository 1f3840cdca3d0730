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
    """Show the item to readers for 90 days, with a line on why it matters here and at least one state of mind."""
    chosen = list(states)
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
        _save(curation)
        curation.states_of_mind.set(chosen)
        SiteRevision.bump()
    return curation


def pass_over(item: Item, *, by: "User | None", now: datetime | None = None) -> Curation:
    """Never show the item, and never ask again."""
    return _save(Curation(item=item, decision=Decision.PASS, decided_by=by, decided_at=now or timezone.now()))


def hold(item: Item, *, by: "User | None", now: datetime | None = None) -> Curation:
    """Out of the inbox for now; it waits among the decided items."""
    return _save(Curation(item=item, decision=Decision.HOLD, decided_by=by, decided_at=now or timezone.now()))


def _save(curation: Curation) -> Curation:
    try:
        with transaction.atomic():
            curation.save(force_insert=True)
    except IntegrityError as error:
        earlier = Curation.objects.select_related("decided_by", "item").filter(item=curation.item).first()
        if earlier is None:
            raise
        who = earlier.decided_by.get_full_name() or earlier.decided_by.username if earlier.decided_by else "Somebody"
        raise AlreadyDecided(
            f"{who} has already decided on “{earlier.item.title}”: {earlier.get_decision_display().lower()}."
        ) from error
    return curation
