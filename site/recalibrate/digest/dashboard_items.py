"""Subscriptions that were refused three times, more than may be deleted by machine."""

from collections.abc import Iterator

from django.urls import reverse

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from .models import Subscription

PERMISSION = "digest.change_digestsettings"


def to_decide(user: User) -> Iterator[WorkItem]:
    if count := Subscription.objects.refused().count():
        words = "1 subscription was" if count == 1 else f"{count} subscriptions were"
        yield WorkItem(
            f"{words} refused three times: delete, or write again?", reverse("refused-subscriptions")
        )


REFUSED = DashboardItem(
    slug="refused-subscriptions",
    icon="mail",
    is_for=permitted(PERMISSION),
    tasks=to_decide,
    order=80,
    most_queries=1,
)
