"""Subscribing by double opt-in and leaving by one click. No address is stored before it is confirmed.

What was asked for is kept meanwhile, by a code made from the address: a second wish joins the first, and a
limit loses none. Everyone who asks gets the same answer for every address.
"""

from datetime import timedelta
from typing import NamedTuple

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from recalibrate.core.addresses import absolute

from .letter_lists import chosen_lists, normalise_lists, titles_of
from .message import in_both_forms
from .models import REQUEST_DAYS, Subscription, SubscriptionRequest

SALT = "recalibrate.digest"
VALID_FOR = REQUEST_DAYS * 24 * 3600  # seconds
ASK_AGAIN_AFTER = timedelta(hours=1)  # one confirmation mail an hour to one address
MAILS_PER_MINUTE = 30  # from the whole form: so that no attacker uses us to flood mailboxes


class Wish(NamedTuple):
    """What was asked for by mail and is not confirmed yet. `lists`: slugs of letter lists."""

    email: str
    lists: tuple[str, ...]

    @property
    def noted(self) -> str:
        return normalise_lists(self.lists)


def request_confirmation(wish: Wish, *, site: str) -> bool:
    """Keep the wish and queue the mail that asks for confirmation; False when too many asked just now.

    Asking twice within the hour sends one mail, whose link confirms both wishes, and answers as if it had
    sent two.
    """
    now = timezone.now()
    with transaction.atomic():
        request, _ = SubscriptionRequest.objects.get_or_create(fingerprint=_fingerprint(wish.email))
        # Two wishes at once: the second waits, and joins the first instead of writing over it.
        request = SubscriptionRequest.objects.select_for_update().get(pk=request.pk)
        request.lists = normalise_lists((*chosen_lists(request.lists), *wish.lists))
        request.asked_at = now
        is_mailed = request.mailed_at is not None and now - request.mailed_at < ASK_AGAIN_AFTER
        is_in_time = is_mailed or _is_below_limit()
        if is_in_time and not is_mailed:
            _mail_link(Wish(wish.email, chosen_lists(request.lists)), site)
            request.mailed_at = now  # with the mail, or not at all
        request.save()
    return is_in_time


def _is_below_limit() -> bool:
    # add() leaves a counter that is there, so that its minute ends; incr() is one step in every process.
    cache.add("digest-asks", 0, 60)
    return cache.incr("digest-asks") <= MAILS_PER_MINUTE


def _mail_link(wish: Wish, site: str) -> None:
    url = confirm_url(Wish(wish.email, ()))
    context = {"site": site, "url": url, "titles": titles_of(wish.noted)}
    in_both_forms("confirm", wish.email, gettext("{site}: please confirm").format(site=site), context).send()


def confirm_url(wish: Wish) -> str:
    """The address behind which one button subscribes to these lists and to what is kept; good for a week."""
    token = signing.dumps([wish.email, list(wish.lists)], salt=SALT, compress=True)
    return absolute(reverse("digest-confirm", args=[token]))


def read_confirmation(token: str) -> Wish | None:
    """The wish behind a link that we sent; None for one that is forged or older than a week."""
    try:
        email, lists = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    kept = SubscriptionRequest.objects.filter(fingerprint=_fingerprint(email)).values_list("lists", flat=True)
    return Wish(email, chosen_lists(normalise_lists([*lists, *chosen_lists("+".join(kept))])))


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
        SubscriptionRequest.objects.filter(fingerprint=_fingerprint(wish.email)).delete()
    return theirs.lists


def subscribed_lists(email: str) -> str:
    """What a confirmed address gets, or "" for nothing."""
    return Subscription.objects.at(email).values_list("lists", flat=True).first() or ""


def set_lists(subscription: Subscription, lists: tuple[str, ...]) -> None:
    """From now on these lists, and no other."""
    Subscription.objects.filter(pk=subscription.pk).update(lists=normalise_lists(lists))


def delete_subscription(token: str) -> bool:
    """Delete the address, with all its lists; whether there was one. One that is gone already is no error."""
    theirs = Subscription.objects.with_token(token).first()
    if theirs is None:
        return False
    SubscriptionRequest.objects.filter(fingerprint=_fingerprint(theirs.email)).delete()
    theirs.delete()
    return True


def _fingerprint(email: str) -> str:
    """A code from which the address cannot be found without the site's secret key."""
    # Of an address in one form: mailboxes do not tell capitals apart, whatever RFC 5321 (2.4) allows.
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()
