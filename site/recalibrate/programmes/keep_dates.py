"""A session's date is kept in step with its page, under a name that says nothing of how anybody feels."""

from typing import Any

from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished, post_page_move

from recalibrate.events.models import Event
from recalibrate.events.models import EventKind as EventKind

from .models import ProgrammePage, SessionPage
from .planning import move_waves


def put_in_calendar(session: SessionPage) -> None:
    """Make the date, or change what has changed in it: each save is a new version in calendars."""
    programme = session.programme
    total = SessionPage.objects.child_of(programme).live().count()
    wanted = {
        "title": f"{programme.calendar_name}, session {session.number} of {max(total, session.number)}",
        "kind": EventKind.SESSION,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "place": session.place,
        "is_cancelled": session.is_cancelled or not session.live,
    }
    event = session.event or Event()
    if event.pk and all(getattr(event, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(event, name, value)
    event.save()
    if session.event_id != event.pk:
        session.event = event
        SessionPage.objects.filter(pk=session.pk).update(event=event)


def every_session_of(programme: ProgrammePage) -> None:
    for session in SessionPage.objects.child_of(programme).live():
        put_in_calendar(session)


def session_changed(*, instance: SessionPage, **kwargs: Any) -> None:
    every_session_of(instance.programme)
    move_waves(instance, timezone.now())
    if not instance.live and instance.event:
        put_in_calendar(instance)


def programme_changed(*, instance: ProgrammePage, **kwargs: Any) -> None:
    every_session_of(instance)


def strike_out(*, instance: SessionPage, **kwargs: Any) -> None:
    """Calendars strike out what is cancelled; what is deleted would stay in them."""
    if event := Event.objects.filter(pk=instance.event_id).first():
        event.is_cancelled = True
        event.save()


def connect() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(session_changed, sender=SessionPage, dispatch_uid="session-date")
    page_published.connect(programme_changed, sender=ProgrammePage, dispatch_uid="programme-dates")
    post_page_move.connect(session_changed, sender=SessionPage, dispatch_uid="session-moved")
    post_delete.connect(strike_out, sender=SessionPage, dispatch_uid="session-deleted")
