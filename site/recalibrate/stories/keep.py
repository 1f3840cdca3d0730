"""What becomes of a form that was sent: a story turns into a draft or is held, a reply into a row."""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models import PostPage

from .draft import keep_picture, make_draft, random_day
from .models import CONTACT_DAYS, HELD_DAYS, REPLY_DAYS, Contact, Contribution, Reply, days_ahead

logger = logging.getLogger(__name__)

NO_DRAFT = _("We could not make a draft of it. The operator will find the reason in the log.")


def keep_story(answers: dict[str, Any], reason_to_hold: str) -> Contribution:
    today = timezone.localdate()
    contribution = Contribution.objects.create(
        arrived_on=today,
        byline=answers["byline"],
        who_is_in_it=answers["who_is_in_it"],
        title=answers["title"],
        text=answers["text"],
        state=answers["state"],
        held_because=reason_to_hold,
        not_before=random_day(today),
        forget_on=days_ahead(HELD_DAYS),
    )
    draft_or_hold(contribution, answers["picture"], answers["picture_says"])
    keep_contact(answers["contact"], contribution=contribution)
    return contribution


def draft_or_hold(contribution: Contribution, picture: tuple[bytes, str] | None, says: str) -> None:
    """Whatever is wrong on our side, no writer has to write their story a second time."""
    try:
        with transaction.atomic():
            if picture:
                contribution.picture = keep_picture(picture, says, contribution.arrived_on)
                contribution.save(update_fields=["picture"])
            if not contribution.held_because:
                make_draft(contribution)
    except Exception as error:
        logger.error("No draft could be made of a story: %s.", type(error).__name__)  # and none of its words
        Contribution.objects.filter(pk=contribution.pk).update(held_because=NO_DRAFT)


def keep_reply(post: PostPage, answers: dict[str, Any], reason_to_hold: str) -> Reply:
    reply = Reply.objects.create(
        page=post,
        name=answers["name"],
        text=answers["text"],
        held_because=reason_to_hold,
        forget_on=days_ahead(REPLY_DAYS),
    )
    keep_contact(answers["contact"], reply=reply)
    return reply


def keep_contact(address: str, **of: Any) -> None:
    if address:
        Contact.objects.create(address=address, forget_on=days_ahead(CONTACT_DAYS), **of)


@transaction.atomic
def release_held(contribution: Contribution) -> PostPage | None:
    """It was no spam: it becomes a draft like any other. None when another editor did that already."""
    held = Contribution.objects.select_for_update().filter(pk=contribution.pk, page=None).exclude(text="")
    return make_draft(held.get()) if held.exists() else None
