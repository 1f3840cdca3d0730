"""What editors do with what arrived. Each way ends with a day on which it is forgotten, or says “keep”."""

from django.utils import timezone

from .models import REPLY_DAYS, SET_ASIDE_DAYS, Contact, Contribution, Reply, days_ahead

ANSWERED_DAYS = 90  # docs/editors.md promises them; the contact below goes sooner, since it says who wrote
CONTACT_AFTER_ANSWER_DAYS = 14  # in case there is an answer to the answer


def set_aside(contribution: Contribution) -> None:
    """Spam after all, or nothing for here. It can be brought back for thirty days."""
    Contribution.objects.filter(pk=contribution.pk, page=None).update(
        set_aside_on=timezone.localdate(), forget_on=days_ahead(SET_ASIDE_DAYS)
    )


def mark_answered(reply: Reply) -> None:
    """An editor wrote back: the contact goes soon, in case there is an answer to the answer."""
    _settle(reply, answered_on=timezone.localdate(), forget_on=days_ahead(ANSWERED_DAYS))
    soon = days_ahead(CONTACT_AFTER_ANSWER_DAYS)
    Contact.objects.filter(reply=reply, forget_on__gt=soon).update(forget_on=soon)


def keep_for_good(reply: Reply) -> None:
    """For when the post is revised. Only the words stay: the contact goes on its day all the same."""
    _settle(reply, is_kept=True, forget_on=None, set_aside_on=None)


def dismiss(reply: Reply) -> None:
    _settle(reply, set_aside_on=timezone.localdate(), is_kept=False, forget_on=days_ahead(SET_ASIDE_DAYS))


def reopen(reply: Reply) -> None:
    _settle(reply, answered_on=None, is_kept=False, set_aside_on=None, forget_on=days_ahead(REPLY_DAYS))


def _settle(reply: Reply, **fields: object) -> None:
    Reply.objects.filter(pk=reply.pk).update(**fields)


WAYS = {"answered": mark_answered, "keep": keep_for_good, "dismiss": dismiss, "reopen": reopen}
