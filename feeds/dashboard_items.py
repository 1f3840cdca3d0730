"""What waits for the editor who curates: items to decide on, and sources that bring nothing."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted
from recalibrate.staff.menu_counts import MenuCount

from .models import Curation, Item, Source
from .sources.health import health_of, is_quiet, needs_a_human

MOST_COUNTED = 1_000  # more is “1,000 or more”: counting all would read each row
LATE_AFTER = timedelta(days=14)  # news that is two weeks old helps few


def items_to_decide(user: User) -> Iterator[WorkItem]:
    waiting = Item.objects.for_inbox()
    count = waiting.at_most(MOST_COUNTED)
    if count:
        oldest_first = waiting.order_by("first_seen_at", "published_at", "pk")
        since = oldest_first.values_list("first_seen_at", flat=True)[0]
        if count >= MOST_COUNTED:
            text = gettext("Decide on %(count)s or more items") % {"count": f"{count:,}"}
        else:
            text = ngettext("Decide on %(count)s item", "Decide on %(count)s items", count) % {"count": count}
        when = timezone.localtime(since)
        is_late = since < timezone.now() - LATE_AFTER
        yield WorkItem(
            text,
            reverse("inbox"),
            is_late,
            gettext("the oldest from %(day)s") % {"day": f"{when.day} {when:%B}"},
        )


def changed_since_kept(user: User) -> Iterator[WorkItem]:
    """What a source has withdrawn or corrected, each by its name; then how many have other words. One query."""
    kept = Curation.objects.changed_since_kept().select_related("item")[:MOST_COUNTED]
    items = [curation.item for curation in kept.defer("item__text", "item__later_text")]
    taken_back = [item for item in items if item.said_since]
    for item in taken_back:
        yield WorkItem(f"“{item.title}”: {item.said_since}", reverse("inbox-changed"), is_late=True)
    if count := len(items) - len(taken_back):
        text = ngettext("%(count)s kept item has new words", "%(count)s kept items have new words", count)
        detail = gettext("changed by their sources since you kept them")
        yield WorkItem(text % {"count": count}, reverse("inbox-changed"), detail=detail)


def first_sources(user: User) -> Iterator[WorkItem]:
    """What a new site may begin with, as long as it follows nothing. One query."""
    counts = Source.objects.exclude(feed_url="").aggregate(
        followed=Count("pk", filter=Q(is_paused=False)), first=Count("pk", filter=Q(last_checked_at=None))
    )
    if counts["first"] and not counts["followed"]:
        text = ngettext(
            "Follow %(count)s source to begin with", "Follow %(count)s sources to begin with", counts["first"]
        )
        url = f"{reverse('sources:several')}?begin=1"
        yield WorkItem(text % {"count": counts["first"]}, url, detail=gettext("we follow nothing yet"))


def troubled_sources(user: User) -> Iterator[WorkItem]:
    """Failing ones, which need an editor, before quiet ones, which may only be quiet. One query."""
    now = timezone.now()
    sources = list(Source.objects.exclude(feed_url="").filter(is_paused=False).defer("checks"))
    for source in sources:
        if needs_a_human(source, now):
            what = (
                gettext("%(source)s has gone") if source.retired_at else gettext("%(source)s brings nothing")
            )
            url = reverse("sources:inspect", args=[source.pk])
            yield WorkItem(what % {"source": source.name}, url, True, health_of(source, now).words)
    quiet = [source for source in sources if source.retired_at is None and is_quiet(source, now)]
    if quiet:
        names = ", ".join(source.name for source in quiet[:3])
        text = ngettext("%(count)s source is quiet", "%(count)s sources are quiet", len(quiet))
        yield WorkItem(
            text % {"count": len(quiet)},
            reverse("sources:index"),
            detail=f"{names}{' …' if len(quiet) > 3 else ''}",
        )


ITEMS = DashboardItem(
    slug="items", icon="mail", is_for=permitted("feeds.add_curation"), tasks=items_to_decide, order=10
)
CHANGED = DashboardItem(
    slug="changed-items",
    icon="mail",
    is_for=permitted("feeds.add_curation"),
    tasks=changed_since_kept,
    order=9,
    most_queries=1,
)
FIRST_SOURCES = DashboardItem(
    slug="first-sources",
    icon="globe",
    is_for=permitted("feeds.change_source"),
    tasks=first_sources,
    order=64,
    most_queries=1,
)
SOURCES = DashboardItem(
    slug="sources",
    icon="globe",
    is_for=permitted("feeds.change_source"),
    tasks=troubled_sources,
    order=65,
    most_queries=1,
)
IN_TROUBLE = MenuCount(
    slug="sources_in_trouble",
    is_for=lambda user: user.has_perm("feeds.view_source") or user.has_perm("feeds.change_source"),
    rows=lambda: Source.objects.needing_a_human(timezone.now()).order_by(),
)
