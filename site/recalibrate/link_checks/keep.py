"""The links of published pages as rows: found again whenever a page is published, and once a week."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy
from wagtail.models import Page, PageQuerySet

from recalibrate.core.isolate import each_isolated, error_boundary

from .find import links_of
from .models import SOON, Link, PageRead

AT_ONCE = 20  # pages at a tick
AGAIN = timedelta(days=7)  # whatever changed past Wagtail: a script, a restored table

LINKS = error_boundary(
    "links", gettext_lazy("is left out where links are checked"), again=lambda page: links_of(page.specific)
)
OnPage = Link.pages.through


def read_pages(now: datetime) -> int:
    """Look for the links of pages that were published since they were last read; how many pages that were.

    One that cannot be read counts as read, so that it keeps no other waiting; it stands on the desk.
    """
    pages = list(pages_to_read(now).specific()[:AT_ONCE])
    for _ in each_isolated(
        pages, lambda page: store_page_links(page, links_of(page), now), LINKS, in_transaction=True
    ):
        pass
    PageRead.objects.bulk_create(
        [PageRead(page_id=page.pk, read_at=now) for page in pages],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["read_at"],
    )
    if forget_withdrawn() or pages:
        Link.objects.filter(pages=None).delete()
    return len(pages)


def pages_to_read(now: datetime) -> PageQuerySet:
    """Published pages whose links we do not know as they are now."""
    read = PageRead.objects.filter(read_at__gte=now - AGAIN)
    unchanged = read.filter(Q(page__last_published_at=None) | Q(read_at__gte=F("page__last_published_at")))
    return Page.objects.live().filter(depth__gt=1).exclude(pk__in=unchanged.values("pk")).order_by("pk")


def store_page_links(page: Page, addresses: Iterable[str], now: datetime) -> None:
    """From now on the page leads to these, and to nothing else. New ones are looked at within the hour."""
    wanted = sorted(set(addresses))
    Link.objects.bulk_create(
        [Link(address=address, next_check_at=now + SOON) for address in wanted], ignore_conflicts=True
    )
    here = set(Link.objects.filter(address__in=wanted).values_list("pk", flat=True))
    had = set(OnPage.objects.filter(page_id=page.pk).values_list("link_id", flat=True))
    OnPage.objects.filter(page_id=page.pk, link_id__in=had - here).delete()
    OnPage.objects.bulk_create(
        [OnPage(page_id=page.pk, link_id=link) for link in sorted(here - had)],
        ignore_conflicts=True,
    )


def forget_withdrawn() -> bool:
    """Pages that no reader can open any more lead nowhere; whether there were any."""
    withdrawn = PageRead.objects.filter(page__live=False)
    if not withdrawn.exists():
        return False
    OnPage.objects.filter(page__live=False).delete()
    withdrawn.delete()
    return True
