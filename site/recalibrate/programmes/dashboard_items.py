"""What waits for the organiser of a programme, for the admin's front page."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from .models import OpenCall, RaisedConcern, Remark, SessionPage, Wave
from .must_change import NOBODY
from .records.call import CHECKED_FOR, SOON
from .records.room import QuoteState

COVER_DAYS = 14  # before a session whose programme says nothing of cover
DOOR_DAYS = 2  # after a session whose door is not counted
DOOR_UNTIL = 60  # days for which it is asked


def programme_tasks(user: User) -> Iterable[WorkItem]:
    """Cover text before a session, the door count after it, calls that no one has checked lately."""
    now = timezone.now()
    soon = SessionPage.objects.live().filter(is_cancelled=False)
    near = soon.filter(starts_at__range=(now, now + timedelta(days=COVER_DAYS)))
    past = soon.filter(ends_at__range=(now - timedelta(days=DOOR_UNTIL), now - timedelta(days=DOOR_DAYS)))
    past = past.exclude(door_counts__dimension="whole")
    for session in near.order_by("starts_at"):
        if not session.programme.cover:
            url = reverse("wagtailadmin_pages:edit", args=[session.programme.pk])
            yield WorkItem(
                gettext("%(programme)s: say who covers, before %(start)s")
                % {"programme": session.programme.title, "start": session.starts_in_words},
                url,
            )
            break
    for session in past.order_by("starts_at")[:3]:
        url = reverse("door-count", args=[session.pk])
        yield WorkItem(
            gettext("How many came to “%(title)s”?") % {"title": session.title},
            url,
            detail=session.starts_in_words,
        )
    yield from changes_without_an_owner(soon.filter(ends_at__gte=now))
    yield from results_due(now)
    today = timezone.localdate(now)
    closing = OpenCall.objects.filter(closes_on__range=(today, today + SOON)).order_by("closes_on").first()
    if closing:
        text = gettext("“{call}” closes on {day}: say so where people meet")
        url = reverse("open_calls:edit", args=[closing.pk])
        yield WorkItem(text.format(call=closing.title, day=f"{closing.closes_on:%-d %B}"), url)
    unchecked = OpenCall.objects.open_on(today).filter(checked_on__lt=today - CHECKED_FOR).count()
    if unchecked:
        text = ngettext(
            "%(count)s open call was last checked over 90 days ago",
            "%(count)s open calls were last checked over 90 days ago",
            unchecked,
        )
        yield WorkItem(text % {"count": unchecked}, reverse("open_calls:index"))


def changes_without_an_owner(sessions: Any) -> Iterable[WorkItem]:
    """What a room said must change, and no colleague has it; a session to come that names no organiser."""
    nobody = Q(concern__owner_role="") | Q(concern__owner_role=NOBODY)
    for raised in RaisedConcern.objects.filter(nobody).select_related("concern").order_by("pk")[:3]:
        url = reverse("you_said:edit", args=[raised.concern_id])
        yield WorkItem(gettext("Say whose it is: “{change}”").format(change=raised.option), url)
    for session in sessions.filter(whose="").order_by("starts_at")[:3]:
        url = reverse("wagtailadmin_pages:edit", args=[session.pk])
        text = gettext("Say who can change what “{session}” asks for").format(session=session.title)
        yield WorkItem(text, url, detail=session.starts_in_words)


def results_due(now: datetime) -> Iterable[WorkItem]:
    """Closed, and soon everybody sees it: the days for reading it first."""
    due = Wave.objects.closed_by(now).filter(released_at=None).for_cards().order_by("closes_at", "pk")
    for wave in due[:3]:
        text = gettext("Read what “{room}” said, before everybody does").format(room=wave)
        detail = gettext("Out on {day}").format(day=f"{timezone.localtime(wave.release_due_at):%A %-d %B}")
        yield WorkItem(text, reverse("wave-desk", args=[wave.pk]), detail=detail)


def remark_tasks(user: User) -> Iterable[WorkItem]:
    """What worries, at once; what has no theme yet, once there is enough of it."""
    for wave in waves_of(Remark.objects.worrying()):
        text = gettext("Read today: a comment on “{room}” may mean that someone is in danger").format(
            room=wave
        )
        yield WorkItem(text, reverse("remarks", args=[wave.pk]), True)
    for wave in waves_of(Remark.objects.filter(theme="", is_worrying=False)):
        text = gettext("Give comments on “{room}” their themes").format(room=wave)
        yield WorkItem(text, reverse("remarks", args=[wave.pk]))
    asked = Remark.objects.filter(quote_state=QuoteState.ASKED).exclude(quote_asked_by=user)
    for wave in waves_of(asked):
        text = gettext("A comment on “{room}” needs a second person to agree to quote it").format(room=wave)
        yield WorkItem(text, reverse("remarks", args=[wave.pk]))


def waves_of(remarks: QuerySet[Remark]) -> Iterable[Wave]:
    """Three at most: a desk is no list."""
    return Wave.objects.filter(pk__in=remarks.values("wave")).for_cards().order_by("closes_at", "pk")[:3]


PROGRAMMES = DashboardItem(
    slug="programmes",
    icon="calendar-alt",
    is_for=permitted("programmes.change_wave"),
    tasks=programme_tasks,
    order=80,
    most_queries=12,
)
REMARKS = DashboardItem(
    slug="remarks",
    icon="comment",
    is_for=permitted("programmes.view_remark"),
    tasks=remark_tasks,
    order=15,
    most_queries=3,
)
