"""What the kinds on a subscriber's lists gained in a stretch of time, as lines of a letter."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from recalibrate.core.addresses import absolute
from recalibrate.core.isolate import each_isolated
from recalibrate.core.public_kinds import Feed
from recalibrate.core.syndication import FeedEntry
from recalibrate.events.models import Event
from recalibrate.events.upcoming_events import DATES
from recalibrate.syndication.streams import stream_of

from .compose import MOST, DigestLine, Gain
from .letter_lists import feeds_on, has_dates

AHEAD = timedelta(days=14)  # dates are named this long before


def gains(lists: str, since: datetime, until: datetime) -> Iterator[Gain]:
    """For each kind on these lists, the newest of what was published from `since` and before `until`."""
    for feed in feeds_on(lists):
        yield gain_of(feed, since, until)
    yield corrections(lists, since, until)
    if has_dates(lists):
        yield coming_dates(until)


def gain_of(feed: Feed, since: datetime, until: datetime) -> Gain:
    entries, count = stream_of(feed).between(since, until, MOST)
    return Gain(
        heading=str(feed.heading),
        lines=tuple(map(line_of, entries)),
        further=max(count - MOST, 0),
        url=absolute(str(feed.main_list.page_path)),
        subject_line=str(feed.subject_line),
    )


def corrections(lists: str, since: datetime, until: datetime) -> Gain:
    """What earlier letters had on these lists, and has been withdrawn or corrected since; `note` says so."""
    found = [
        line_of(feed.entry(thing))
        for feed in feeds_on(lists)
        if feed.corrections
        for thing in feed.corrections(since, until)
    ]
    return Gain("Corrections", tuple(found[:MOST]), further=max(len(found) - MOST, 0), url=absolute("/"))


def line_of(entry: FeedEntry) -> DigestLine:
    return DigestLine(
        title=entry.title,
        url=entry.url,
        summary=entry.summary,
        byline=" and ".join(entry.contributors),
        note=entry.note,
        points=entry.key_points,
    )


def coming_dates(now: datetime) -> Gain:
    """The dates of the next two weeks, soonest first."""
    ahead = Event.objects.to_come(now).filter(starts_at__lt=now + AHEAD)
    lines = tuple(each_isolated(ahead[:MOST], line_of_date, DATES))
    page = absolute(reverse("dates"))
    return Gain("Dates", lines, further=max(ahead.count() - MOST, 0), url=page)


def line_of_date(event: Event) -> DigestLine:
    starts = timezone.localtime(event.starts_at)
    ends = timezone.localtime(event.ends_at)
    is_one_day = starts.date() == ends.date()
    until = date_format(ends, "H:i" if is_one_day else "l j F, H:i")
    when = f"{date_format(starts, 'l j F, H:i')} to {until}"
    return DigestLine(
        title=event.full_title,
        url=absolute(reverse("dates")),
        summary=". ".join(filter(None, [when, event.place])),
        byline="",
    )
