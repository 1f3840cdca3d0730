"""What waits for whoever organises a programme, for the admin's front page."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from .models import OpenCall, Remark, SessionPage
from .models.call import CHECKED_FOR

COVER_DAYS = 14  # before a session whose programme says nothing of cover
DOOR_DAYS = 2  # after a session whose door is not counted
DOOR_UNTIL = 60  # days for which it is asked


def programme_tasks(user: User) -> Iterable[WorkItem]:
    """Cover text before a session, the door count after it, calls that nobody has looked at."""
    now = timezone.now()
    soon = SessionPage.objects.live().filter(is_cancelled=False)
    near = soon.filter(starts_at__range=(now, now + timedelta(days=COVER_DAYS)))
    past = soon.filter(ends_at__range=(now - timedelta(days=DOOR_UNTIL), now - timedelta(days=DOOR_DAYS)))
    past = past.exclude(door_counts__dimension="whole")
    for session in near.order_by("starts_at"):
        if not session.programme.cover:
            url = reverse("wagtailadmin_pages:edit", args=[session.programme.pk])
            yield WorkItem(
                f"{session.programme.title}: say who covers, before {session.starts_in_words}", url
            )
            break
    for session in past.order_by("starts_at")[:3]:
        url = reverse("door-count", args=[session.pk])
        yield WorkItem(f"How many came to “{session.title}”?", url, detail=session.starts_in_words)
    today = timezone.localdate(now)
    unchecked = OpenCall.objects.open_on(today).filter(checked_on__lt=today - CHECKED_FOR).count()
    if unchecked:
        text = "An open call was" if unchecked == 1 else f"{unchecked} open calls were"
        yield WorkItem(f"{text} last checked over 90 days ago", reverse("open_calls:index"))


def remark_tasks(user: User) -> Iterable[WorkItem]:
    """What worries, at once; what has no theme yet, once there is enough of it."""
    worrying = Remark.objects.worrying().values_list("wave", flat=True).distinct()
    for wave in list(worrying)[:3]:
        yield WorkItem("Read today: words in a form may mean danger", reverse("remarks", args=[wave]), True)
    waiting = Remark.objects.filter(theme="", is_worrying=False).values_list("wave", flat=True).distinct()
    for wave in list(waiting)[:3]:
        yield WorkItem("Words from a session wait for their themes", reverse("remarks", args=[wave]))


PROGRAMMES = DashboardItem(
    slug="programmes",
    icon="calendar-alt",
    is_for=permitted("programmes.change_wave"),
    tasks=programme_tasks,
    order=80,
    most_queries=12,
)
REMARKS = DashboardItem(
    slug="remarks", icon="comment", is_for=permitted("programmes.view_remark"), tasks=remark_tasks, order=15
)
