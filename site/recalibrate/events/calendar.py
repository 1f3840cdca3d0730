"""Dates as an iCalendar document (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy
from icalendar import Calendar
from icalendar import Event as Component

from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.syndication import syndicated_text

from .models import Event

CALENDAR = error_boundary("calendar", gettext_lazy("is missing from the calendar"))
REFRESH_EVERY = timedelta(hours=12)  # dates change days before; calendars ask more often if they like


def calendar(events: Iterable[Event], *, name: str, authority: str, page_url: str) -> bytes:
    """What a calendar program subscribes to. An event's UID never changes; a cancelled one says so."""
    document = Calendar()
    document.add("prodid", "-//Recalibrate//Dates//EN")
    document.add("version", "2.0")
    document.add("method", "PUBLISH")
    document.add("name", name)  # RFC 7986; older programs know the next
    document.add("x-wr-calname", name)
    document.add("x-published-ttl", "PT12H")  # Outlook's word for the next
    document.add("refresh-interval", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    for component in each_isolated(
        events, partial(_component, authority=authority, page_url=page_url), CALENDAR
    ):
        document.add_component(component)
    return document.to_ical()


def _component(event: Event, *, authority: str, page_url: str) -> Component:
    component = Component()
    component.add("uid", f"{event.uuid}@{authority}")
    component.add("dtstamp", event.changed_at)
    component.add("sequence", event.version)
    component.add("dtstart", event.starts_at)
    component.add("dtend", event.ends_at)
    component.add("summary", syndicated_text(event.full_title))
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("url", page_url)
    if event.place:
        component.add("location", syndicated_text(event.place))
    if event.note:
        component.add("description", syndicated_text(event.note))
    component.to_ical()  # what cannot be written is this date's own matter
    return component
