"""A programme's dates for a calendar, under a name that tells colleagues nothing; and one's own reminder."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.translation import gettext
from icalendar import Alarm, Calendar
from icalendar import Event as Component

from recalibrate.core.syndication import syndicated_text
from recalibrate.events.models import Event

DAY_BEFORE, AN_HOUR_BEFORE = timedelta(days=-1), timedelta(hours=-1)
QUARTER = timedelta(minutes=15)  # what one's own calendar keeps free for looking back


def dates_of(events: Iterable[Event], *, authority: str, url: str, has_alarms: bool) -> bytes:
    """The dates as one file. A UID never changes; what is called off says so."""
    document = empty_document()
    for event in events:
        component = Component()
        component.add("uid", f"{event.uuid}@{authority}")
        component.add("dtstamp", event.changed_at)
        component.add("sequence", event.version)
        component.add("dtstart", event.starts_at)
        component.add("dtend", event.ends_at)
        component.add("summary", syndicated_text(event.title))
        component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
        component.add("location", syndicated_text(event.place))
        component.add("url", url)
        if has_alarms and not event.is_cancelled:
            for before in (DAY_BEFORE, AN_HOUR_BEFORE):
                component.add_component(alarm(before, event.title))
        document.add_component(component)
    return document.to_ical()


def reminder(name: str, at: datetime, *, authority: str, url: str, stamped: datetime) -> bytes:
    """One entry for one's own calendar. It holds no goal: that stays on one's own phone."""
    document, component = empty_document(), Component()
    component.add("uid", f"{uuid4()}@{authority}")
    component.add("dtstamp", stamped)
    component.add("dtstart", at)
    component.add("dtend", at + QUARTER)
    component.add("summary", gettext("%(name)s: look back") % {"name": syndicated_text(name)})
    component.add("description", gettext("What you set yourself, and how far you got."))
    if url:
        component.add("url", url)
    component.add_component(alarm(timedelta(0), name))
    document.add_component(component)
    return document.to_ical()


def alarm(before: timedelta, text: str) -> Alarm:
    component = Alarm()
    component.add("action", "DISPLAY")
    component.add("description", syndicated_text(text))
    component.add("trigger", before)
    return component


def empty_document() -> Calendar:
    document = Calendar()
    document.add("prodid", "-//Recalibrate//Programmes//EN")
    document.add("version", "2.0")
    document.add("method", "PUBLISH")
    return document
