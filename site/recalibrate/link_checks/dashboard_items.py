"""What waits for editors: broken links on published pages."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from .models import Link


def broken_link_items(user: User) -> Iterator[WorkItem]:
    count = Link.objects.broken().count()
    if count:
        text = ngettext("{} link leads nowhere", "{} links lead nowhere", count).format(count)
        yield WorkItem(text, reverse("link-report"), detail=gettext("on published pages"))


LINKS = DashboardItem(
    slug="links",
    icon="link",
    is_for=permitted("feeds.change_source"),
    tasks=broken_link_items,
    order=70,
    most_queries=1,
)
