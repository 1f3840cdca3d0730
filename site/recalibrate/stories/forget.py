"""Forgetting what was promised to be forgotten, and being able to show it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop
from wagtail.models import ReferenceIndex

from .models import Contact, Contribution, Reply, SpentToken


@transaction.atomic
def delete_expired(today: date) -> dict[str, int]:
    """Delete everything past its day; how many of what."""
    contributions = Contribution.objects.overdue(today)
    unused = contributions.filter(page=None).exclude(picture=None).select_related("picture")
    pictures = [one.picture for one in unused if one.picture]
    counts = {
        gettext_noop("contacts"): Contact.objects.overdue(today).delete()[1].get("stories.Contact", 0),
        gettext_noop("stories"): contributions.delete()[1].get("stories.Contribution", 0),
        gettext_noop("replies"): Reply.objects.overdue(today).delete()[1].get("stories.Reply", 0),
        gettext_noop("spent forms"): SpentToken.objects.filter(forget_on__lte=today).delete()[0],
    }
    for picture in pictures:
        if not ReferenceIndex.get_references_to(picture).exists():
            picture.delete()
    return counts


def expired_counts(today: date) -> dict[str, int]:
    """What should be gone and is not: nothing, while the clock runs."""
    return {
        gettext_noop("contacts"): Contact.objects.overdue(today).count(),
        gettext_noop("stories"): Contribution.objects.overdue(today).count(),
        gettext_noop("replies"): Reply.objects.overdue(today).count(),
    }
