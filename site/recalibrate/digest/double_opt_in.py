"""Subscribing by double opt-in and leaving by one click. Nothing is stored before an address is confirmed."""

from contextlib import suppress
from typing import NamedTuple

from django.core import signing
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac

from recalibrate.core.addresses import absolute
from recalibrate.syndication.subjects import subject_of

from .models import Subscription

SALT = "recalibrate.digest"
VALID_FOR = 7 * 24 * 3600  # seconds
ASK_AGAIN_AFTER = 3600  # seconds: one confirmation mail an hour to one address
MAILS_PER_MINUTE = 30  # from the whole form: nobody uses us to flood mailboxes


class Wish(NamedTuple):
    """What somebody asked for and has not confirmed yet."""

    email: str
    paths: tuple[str, ...]


def ask(wish: Wish, *, site: str) -> bool:
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
    token = signing.dumps([wish.email, list(wish.paths)], salt=SALT, compress=True)
    url = absolute(reverse("digest-confirm", args=[token]))
    text = render_to_string("mail/confirm.txt", {"site": site, "url": url})
    EmailMessage(
        subject=f"{site}: please confirm",
        body=text,
        to=[wish.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
    cache.set(asked, 1, ASK_AGAIN_AFTER)  # not before: who was told to try again in a minute may
    return True


def read(token: str) -> Wish | None:
    """The wish behind a link that we sent; None for one that is forged or older than a week."""
    try:
        email, paths = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return Wish(email, tuple(paths))


def confirm(wish: Wish) -> None:
    """Subscribe to each list that is still there, under what it is called since."""
    for path in wish.paths:
        with suppress(Http404):
            Subscription.objects.get_or_create(email=wish.email, path=subject_of(path).reference)


def leave(token: str) -> None:
    """Delete the subscription; nothing of it stays. One that is gone already is no error."""
    Subscription.objects.filter(token=token).delete()


def _fingerprint(email: str) -> str:
    """The cache keeps no address."""
    return salted_hmac(SALT, email.lower()).hexdigest()
