"""Submissions that wait for an editor, for the admin's first screen."""

from collections.abc import Iterable

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from .models import Contribution, Reply, days_ahead

# Unless editors say otherwise, forms promise to read “about once a week” (WritingSettings): this is two.
LATE_AFTER_DAYS = 14


def stories_to_read(user: User) -> Iterable[WorkItem]:
    unread, held = Contribution.objects.unpublished(), Contribution.objects.held()
    found = Contribution.objects.filter(
        Q(pk__in=unread.values("pk")) | Q(pk__in=held.values("pk"))
    ).aggregate(count=Count("pk"), oldest=Min("arrived_on"), held=Count("pk", filter=Q(page=None)))
    if found["count"]:
        detail = gettext("since %(day)s") % {"day": date_format(found["oldest"], "j F")}
        if found["held"]:
            words = gettext("since %(day)s, %(held)s held because they may be spam")
            detail = words % {"day": date_format(found["oldest"], "j F"), "held": found["held"]}
        yield WorkItem(
            ngettext("Read {} story that arrived", "Read {} stories that arrived", found["count"]).format(
                found["count"]
            ),
            reverse("contributions"),
            is_late=found["oldest"] <= days_ahead(-LATE_AFTER_DAYS),
            detail=detail,
        )


def replies_to_answer(user: User) -> Iterable[WorkItem]:
    found = Reply.objects.unanswered().aggregate(count=Count("pk"), oldest=Min("arrived_on"))
    if found["count"]:
        yield WorkItem(
            ngettext(
                "Answer {} reply to the editor", "Answer {} replies to the editor", found["count"]
            ).format(found["count"]),
            reverse("replies"),
            is_late=found["oldest"] <= days_ahead(-LATE_AFTER_DAYS),
            detail=gettext("since %(day)s") % {"day": date_format(found["oldest"], "j F")},
        )


STORIES = DashboardItem(
    slug="stories-arrived",
    icon="edit",
    is_for=permitted("stories.view_contribution"),
    tasks=stories_to_read,
    order=60,
)
REPLIES = DashboardItem(
    slug="replies",
    icon="mail",
    is_for=permitted("stories.view_reply"),
    tasks=replies_to_answer,
    order=70,
)
