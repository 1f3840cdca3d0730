"""Following a source to where it says it has moved."""

from django.utils.translation import gettext

from ..models import Source


class AddressTaken(Exception):
    """Another source follows that address already. Says which."""


def accept_move(source: Source) -> None:
    """From now on the source is asked at its new address; its items and their ids stay as they are."""
    other = Source.objects.filter(feed_url=source.moved_to).exclude(pk=source.pk).first()
    if other:
        raise AddressTaken(gettext("“%(other)s” follows that address already.") % {"other": other})
    source.feed_url = source.moved_to
    source.follow_afresh()
    source.save()
