"""Making the week's digests: one for each list that somebody subscribes to."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import Site

from recalibrate.core.addresses import absolute
from recalibrate.core.isolate import each, place
from recalibrate.core.models import SiteIdentity
from recalibrate.core.public_kinds import syndicated_kinds
from recalibrate.core.syndication import Entry
from recalibrate.syndication.streams import newest
from recalibrate.syndication.subjects import Subject, subject_of

from .compose import MOST, Letter, Line, as_text, letter
from .models import Delivery, Digest, DigestSettings, Subscription

DIGESTS = place("digest", "could not be made into this week’s e-mail")
WEEK = timedelta(days=7)
LATEST_START = timedelta(days=2)  # a digest missed by more is skipped: the next one is nearer
HERE = ZoneInfo("Europe/London")
# Stands in the stored text where each recipient's own address to leave goes.
LEAVE_URL = "https://leave.invalid/"


def due_at(now: datetime, weekday: int, hour: int) -> datetime:
    """The latest moment, not after `now`, at which a digest was due."""
    local = now.astimezone(HERE)
    moment = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    moment -= timedelta(days=(local.weekday() - weekday) % 7)
    return moment if moment <= local else moment - WEEK


def make_due(now: datetime) -> list[Digest]:
    """Every list's digest for the week that has just ended, with its deliveries; each is made once."""
    chosen = DigestSettings.load()
    until = due_at(now, chosen.weekday, chosen.hour)
    if not chosen.is_on or now - until > LATEST_START:
        return []
    paths = Subscription.objects.order_by("path").values_list("path", flat=True).distinct()
    made = set(Digest.objects.filter(until=until).values_list("path", flat=True))
    due = (path for path in paths if path not in made)
    digests = each(due, lambda path: make(path, until), DIGESTS, in_transaction=True)
    return [digest for digest in digests if digest]


def make(path: str, until: datetime) -> Digest | None:
    """One list's digest and its deliveries; None where nothing was published or the list is gone."""
    composed = compose_for(path, until)
    if composed is None:
        return None
    with transaction.atomic():
        digest, is_new = Digest.objects.get_or_create(
            path=path,
            until=until,
            defaults={
                "subject": composed.subject,
                "text": as_text(composed, leave_url=LEAVE_URL),
                "html": as_html(composed),
            },
        )
        if is_new:
            subscribers = Subscription.objects.written_to().filter(path=path, confirmed_at__lt=until)
            Delivery.objects.bulk_create(
                [Delivery(digest=digest, subscription=subscription) for subscription in subscribers],
                batch_size=500,
            )
    return digest if is_new else None


def compose_for(path: str, until: datetime) -> Letter | None:
    try:
        subject = subject_of(path)
    except Http404:
        return None
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    return letter(
        lines(subject, until),
        headings={feed.entry_kind: feed.heading for _kind, feed in syndicated_kinds()},
        site=identity.name,
        page_url=absolute(subject.page_path),
        help_url=absolute(reverse("help")),
        label=identity.sample_label,
    )


def lines(subject: Subject, until: datetime) -> list[Line]:
    """What the list gained in the week before `until`, newest first."""
    entries = newest(subject.streams(), 4 * MOST)
    return [line_of(entry) for entry in entries if until - WEEK <= entry.published_at < until]


def line_of(entry: Entry) -> Line:
    return Line(
        kind=entry.kind,
        title=entry.title,
        url=entry.url,
        summary=entry.summary,
        byline=" and ".join(entry.contributors),
        note=entry.note,
        published_at=entry.published_at,
    )


def as_html(composed: Letter) -> str:
    return render_to_string("mail/digest.html", {"letter": composed, "leave_url": LEAVE_URL})
