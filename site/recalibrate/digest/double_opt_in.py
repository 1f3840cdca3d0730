"""Subscribing by double opt-in and leaving by one click. Nothing is stored before an address is confirmed."""

from typing import NamedTuple

from django.core import signing
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac

from recalibrate.core.addresses import absolute

from .letter_lists import chosen_lists, normalise_lists, titles_of
from .models import Subscription

SALT = "recalibrate.digest"
VALID_FOR = 7 * 24 * 3600  # seconds
ASK_AGAIN_AFTER = 3600  # seconds: one confirmation mail an hour to one address
MAILS_PER_MINUTE = 30  # from the whole form: nobody uses us to flood mailboxes


class Wish(NamedTuple):
    """What was asked for by mail and is not confirmed yet. `lists`: slugs of letter lists."""

    email: str
    lists: tuple[str, ...]

    @property
    def noted(self) -> str:
        return normalise_lists(self.lists)


def request_confirmation(wish: Wish, *, site: str) -> bool:
    """Leave the mail that asks for confirmation to the worker; False when too many were asked for just now.

    Asking twice within the hour sends one mail and answers as if it had sent two: the answer does not
    tell strangers who subscribes.
    """
    asked = f"digest-ask:{_fingerprint(wish.email)}"
    if cache.get(asked):
        return True
    cache.add("digest-asks", 0, 60)
    if cache.incr("digest-asks") > MAILS_PER_MINUTE:
        return False
    url = confirm_url(wish)
    text = render_to_string("mail/confirm.txt", {"site": site, "url": url, "titles": titles_of(wish.noted)})
    EmailMessage(
        subject=f"{site}: please confirm",
        body=text,
        to=[wish.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    ).send()
    cache.set(asked, 1, ASK_AGAIN_AFTER)  # not before: who was told to try again in a minute may
    return True


def confirm_url(wish: Wish) -> str:
    """The address behind which one button subscribes; good for a week."""
    token = signing.dumps([wish.email, list(wish.lists)], salt=SALT, compress=True)
    return absolute(reverse("digest-confirm", args=[token]))


def read_confirmation(token: str) -> Wish | None:
    """The wish behind a link that we sent; None for one that is forged or older than a week."""
    try:
        email, lists = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return Wish(email, tuple(lists))


def confirm(wish: Wish) -> str:
    """Add the lists to whatever the address gets already; all that it gets now, or "" for none."""
    if not wish.noted:
        return ""
    with transaction.atomic():
        theirs = Subscription.objects.select_for_update().at(wish.email).first()
        theirs = theirs or Subscription(email=wish.email)
        theirs.lists = normalise_lists((*chosen_lists(theirs.lists), *wish.lists))
        theirs.bounces, theirs.refused_with, theirs.refused_at = 0, "", None  # a mail has just arrived
        theirs.save()
    return theirs.lists


def set_lists(subscription: Subscription, lists: tuple[str, ...]) -> None:
    """From now on these lists, and no other."""
    Subscription.objects.filter(pk=subscription.pk).update(lists=normalise_lists(lists))


def delete_subscription(token: str) -> bool:
    """Delete the address, with all its lists; whether there was one. One that is gone already is no error."""
    return bool(Subscription.objects.with_token(token).delete()[1].get(Subscription._meta.label))


def _fingerprint(email: str) -> str:
    """The cache keeps no address."""
    return salted_hmac(SALT, email.lower()).hexdigest()
