"""The one letter to those who got a list about a state of mind: that it has ended, and why."""

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Site

from recalibrate.core.addresses import absolute
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import SiteIdentity

from .double_opt_in import Wish, confirm_url
from .letter_lists import letter_lists, titles_of
from .message import in_both_forms
from .models import DigestSettings, Subscription

LAST_LETTERS = error_boundary("last letter", gettext_lazy("could not be told that a list has ended"))
AT_ONCE = 50  # at a tick


def send_last_letters() -> int:
    """Queue what is owed, a few at a time; an address that gets nothing else is deleted with it. How many."""
    if not DigestSettings.load().is_on:
        return 0
    owed = Subscription.objects.filter(owes_last_letter=True).order_by("pk")[:AT_ONCE]
    return len(list(each_isolated(owed, send_last_letter, LAST_LETTERS, in_transaction=True)))


def send_last_letter(subscription: Subscription) -> None:
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    offers = [(one.title, confirm_url(Wish(subscription.email, (one.slug,)))) for one in letter_lists()]
    context = {
        "site": identity.name,
        "still": titles_of(subscription.lists),
        "offers": offers,
        "change_url": absolute(subscription.change_path()),
        "feeds_url": absolute(reverse("syndication-list")),
    }
    subject = gettext("%(site)s: a change to your weekly e-mail") % {"site": identity.name}
    in_both_forms("last_letter", subscription.email, subject, context).send()
    if subscription.lists:
        Subscription.objects.filter(pk=subscription.pk).update(owes_last_letter=False)
    else:
        subscription.delete()
