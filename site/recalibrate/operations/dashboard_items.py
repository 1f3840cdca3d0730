"""What waits for an operator, and what failed by itself, for the colleague who can mend it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from recalibrate.core.isolate import error_boundaries
from recalibrate.core.models import FailedItem, User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from .health.alerts import PERMISSION
from .models import Trouble


def troubles(user: User) -> Iterator[WorkItem]:
    for trouble in Trouble.objects.all():
        detail = f"since {date_format(timezone.localtime(trouble.since), 'j F')}"
        yield WorkItem(trouble.words, reverse("health"), is_late=True, detail=detail)


MOST = 50  # failures on one desk


def failures(user: User) -> Iterator[WorkItem]:
    """What was left out somewhere, by name for those who may change it; operators are told of the rest."""
    items = list(FailedItem.objects.all()[:MOST])
    if not items:
        return
    urls, is_operator = edit_urls(user, items), user.has_perm(PERMISSION)
    for item in items:
        if url := urls.get((item.kind, item.key)):
            yield _line(item, f"“{item.name}”", url)
        elif is_operator:
            yield _line(item, _without_name(item), reverse("health"))


def edit_urls(user: User, items: Iterable[FailedItem]) -> dict[tuple[str, str], str]:
    """Where the user can mend each of these, by kind and key; a query or two for each kind."""
    finder, found = AdminURLFinder(user), {}
    for kind, group in groupby(sorted(items, key=lambda item: item.kind), key=lambda item: item.kind):
        rows = list(group)
        for thing in _editable(user, rows[0].model, {row.key for row in rows}):
            if isinstance(thing, Page):
                url = reverse("wagtailadmin_pages:edit", args=[thing.pk])
            else:
                url = finder.get_edit_url(thing) or ""
            found[kind, str(thing.pk)] = url
    return found


def _editable(user: User, model: type[Model] | None, keys: set[str]) -> Iterable[Model]:
    if model is None:
        return []
    if issubclass(model, Page):
        theirs = page_permission_policy.instances_user_has_permission_for(user, "change")
        return list(theirs.filter(pk__in=keys))
    return list(model._base_manager.filter(pk__in=keys))


def _without_name(item: FailedItem) -> str:
    """Its kind and number: a title may be a draft’s, which is not everybody’s to read."""
    if item.model is None:
        return f"“{item.name}”"
    kind = str(item.model._meta.verbose_name).capitalize()
    return gettext("%(kind)s no. %(number)s") % {"kind": kind, "number": item.key}


def _line(item: FailedItem, what: str, url: str) -> WorkItem:
    where = error_boundaries().get(item.place)
    problem = where.words if where else gettext("failed")
    day = date_format(timezone.localtime(item.since), "j F")
    text = gettext("%(thing)s %(problem)s") % {"thing": what, "problem": problem}
    detail = gettext("since %(day)s; the log says why") % {"day": day}
    return WorkItem(text, url, is_late=True, detail=detail)


HEALTH = DashboardItem(
    slug="condition", icon="warning", is_for=permitted(PERMISSION), tasks=troubles, order=10
)
FAILURES = DashboardItem(
    slug="failures",
    icon="warning",
    is_for=permitted("wagtailadmin.access_admin"),
    tasks=failures,
    order=11,
    most_queries=12,
)
