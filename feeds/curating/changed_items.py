"""What a source changed after an editor kept it, and the answers to that: its new words, or ours.

The third answer, to take the decision back, is decide.undo().
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from recalibrate.core.models import SiteRevision

from ..models import Curation, Item
from ..pipeline.sensitive import suggest_content_note
from .decide import AlreadyDecided

if TYPE_CHECKING:
    from recalibrate.core.models import User


def use_new_words(curation: Curation, *, by: "User | None") -> str:
    """Readers see what the source says now. What it says of a hard subject is noted before they read it.

    Gives that note if it is new, else "". Raises AlreadyDecided if the change was answered meanwhile.
    """
    with transaction.atomic():
        item = _unanswered(curation)
        item.take_later_words()
        item.save()
        note = suggest_content_note(item.mentions) if not curation.is_sensitive else ""
        if note:
            curation.is_sensitive, curation.content_note = True, note
            curation.save(update_fields=["is_sensitive", "content_note"])
        log(instance=item, action="feeds.new_words", user=by)
        SiteRevision.bump()
    return note


def keep_our_words(curation: Curation, *, by: "User | None") -> None:
    """The words that were decided on stay, and this change is asked about no more.

    That the source has withdrawn it is told to readers all the same, for as long as the source says so.
    """
    with transaction.atomic():
        item = _unanswered(curation)
        item.has_changed_since_decision = False
        item.save(update_fields=["has_changed_since_decision"])
        log(instance=item, action="feeds.our_words", user=by)


def _unanswered(curation: Curation) -> Item:
    item = Item.objects.select_for_update().get(pk=curation.item_id)
    if not item.has_changed_since_decision:
        raise AlreadyDecided(
            gettext("Another editor has already answered the change in “%(title)s”.") % {"title": item.title}
        )
    curation.item = item
    return item
