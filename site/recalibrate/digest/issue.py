"""Making the week's letters: one to each person, with all that they chose, since the last that they got."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Site

from recalibrate.core.addresses import absolute
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import SiteIdentity
from recalibrate.help_services.models import HelpService
from recalibrate.infra.clock import WALL_CLOCK

from .compose import Letter, as_text, letter
from .gains import gains
from .models import UNDER_WAY, Delivery, Digest, DigestSettings, Subscription

DIGESTS = error_boundary("digest", gettext_lazy("could not be made into this week’s e-mail"))
WEEK = timedelta(days=7)  # the letter is weekly
LATEST_START = timedelta(days=2)  # a letter missed by more waits: what it would have said is in the next one
# Stand in the stored text where each recipient's own addresses go.
LEAVE_URL = "https://leave.invalid/"
CHANGE_URL = "https://change.invalid/"


class Edition(NamedTuple):
    """A letter that is due to everybody with the same choice and the same last letter."""

    lists: str
    since: datetime
    until: datetime

    @property
    def isolated_as(self) -> tuple[str, str, str]:
        return "", self.lists, self.lists


def due_at(now: datetime, weekday: int, hour: int) -> datetime:
    """The latest moment, not after `now`, at which a digest was due."""
    local = now.astimezone(WALL_CLOCK)
    moment = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    moment -= timedelta(days=(local.weekday() - weekday) % 7)
    return moment if moment <= local else moment - WEEK


def make_due(now: datetime) -> list[Digest]:
    """Every letter that is due, with its deliveries; no subscriber gets two of one week."""
    chosen = DigestSettings.load()
    until = due_at(now, chosen.weekday, chosen.hour)
    if not chosen.is_on or now - until > LATEST_START:
        return []
    due = recipients(until)
    digests = each_isolated(
        due, lambda edition: make_digest(edition, due[edition]), DIGESTS, in_transaction=True
    )
    return [digest for digest in digests if digest]


def recipients(until: datetime) -> dict[Edition, list[int]]:
    """Who is due a letter up to `until`, by the letter that it is."""
    Subscription.objects.adopt_old_rows()
    has_it = Delivery.objects.filter(digest__until__gte=until).exclude(subscription=None)
    due = Subscription.objects.written_to().exclude(lists="").filter(confirmed_at__lt=until)
    due = due.exclude(pk__in=has_it.values("subscription")).exclude(written_until__gte=until)
    coming = Delivery.objects.filter(state__in=UNDER_WAY).exclude(subscription=None)
    last = dict(coming.order_by().values_list("subscription").annotate(Max("digest__until")))
    found = defaultdict(list)
    for pk, lists, written, confirmed in due.order_by("pk").values_list(
        "pk", "lists", "written_until", "confirmed_at"
    ):
        since = max(filter(None, [written, last.get(pk)]), default=week_of(confirmed, until))
        found[Edition(lists, since, until)].append(pk)
    return found


def week_of(confirmed_at: datetime, until: datetime) -> datetime:
    """Where the first letter begins: with the week in which it was asked for, `until` ending one."""
    return until - WEEK * ceil((until - confirmed_at) / WEEK)


def make_digest(edition: Edition, subscribers: Sequence[int]) -> Digest | None:
    """One letter and its deliveries; None where nothing was published."""
    composed = compose_for(edition.lists, edition.until, edition.since)
    if composed is None:
        return None
    with transaction.atomic():
        digest, _ = Digest.objects.get_or_create(
            path=edition.lists,
            since=edition.since,
            until=edition.until,
            defaults={
                "subject": composed.subject,
                "text": as_text(composed, leave_url=LEAVE_URL, change_url=CHANGE_URL),
                "html": as_html(composed),
            },
        )
        Delivery.objects.bulk_create(
            [Delivery(digest=digest, subscription_id=pk) for pk in subscribers],
            batch_size=500,
            ignore_conflicts=True,  # another clock was here
        )
    return digest


def compose_for(lists: str, until: datetime, since: datetime | None = None) -> Letter | None:
    """The letter for a choice of lists, about the week before `until` or the time from `since`."""
    begun = since or until - WEEK
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    return letter(
        gains(lists, begun, until),
        site=identity.name,
        page_url=absolute("/"),
        help_url=absolute(reverse("help")),
        label=identity.sample_label,
        help_lines=[service.in_one_line for service in HelpService.objects.for_text()],
        since=time_in_words(begun, until),
    )


def time_in_words(since: datetime, until: datetime) -> str:
    if until - since <= WEEK + timedelta(hours=2):  # clocks change
        return gettext("this week")
    return gettext("since %(day)s") % {"day": date_format(timezone.localtime(since), "j F")}


def as_html(composed: Letter) -> str:
    context = {"letter": composed, "site": composed.site, "leave_url": LEAVE_URL, "change_url": CHANGE_URL}
    return render_to_string("mail/digest.html", context)
