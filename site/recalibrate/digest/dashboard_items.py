"""Subscriptions that were refused three times, more than may be deleted by machine."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from .models import Subscription

PERMISSION = "digest.change_digestsettings"


def to_decide(user: User) -> Iterator[WorkItem]:
    if count := Subscription.objects.refused().count():
        words = ngettext(
            "{} subscription was refused three times: delete, or write again?",
            "{} subscriptions were refused three times: delete, or write again?",
            count,
        )
        yield WorkItem(words.format(count), reverse("refused-subscriptions"))


REFUSED = DashboardItem(
    slug="refused-subscriptions",
    icon="mail",
    is_for=permitted(PERMISSION),
    tasks=to_decide,
    order=80,
    most_queries=1,
)
