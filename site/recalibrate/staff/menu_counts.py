"""Numbers in the admin's menu, such as “Sources (2)”: all that one person sees, with one query a request.

A number in the menu is one `MenuCount` in the app's own `duties.py` and one `register()` in its `ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from recalibrate.core.models import SiteRevision, User
from recalibrate.core.models.revision import RevisionStamp

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuCount:
    """How many rows there are, for whom `is_for` names."""

    slug: str
    is_for: Callable[[User], bool]
    rows: Callable[[], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class CachedCounts:
    """Numbers by slug, and the site revision at which they were counted."""

    stamp: RevisionStamp
    numbers: dict[str, int]


class CountedMenuItem(MenuItem):
    """A menu item that says how many there are, as soon as there are any."""

    count: MenuCount
    counted_label: StrOrPromise = "{label} ({number})"

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return self.count.is_for(user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        component = super().render_component(request)
        if number := menu_count(request, self.count):
            component.label = str(self.counted_label).format(label=self.label, number=number)
        return component


class RowCount(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


_registered: dict[str, MenuCount] = {}


def register(count: MenuCount) -> None:
    """From now on, it is counted for the menu. Call it in `ready()`."""
    _registered[count.slug] = count


def menu_count(request: HttpRequest, count: MenuCount) -> int:
    """0 for whom it is not meant for."""
    counted: CachedCounts = getattr(request, "counted", None) or count_rows(request)
    return counted.numbers.get(count.slug, 0)


def count_rows(request: HttpRequest, **more: QuerySet[Any]) -> CachedCounts:
    """The menu's numbers, and how many rows each of a view's own has. Called before the view reads."""
    user: Any = request.user
    asked = {count.slug: count.rows() for count in _registered.values() if count.is_for(user)} | more
    counts = {slug: RowCount(rows.values("pk")) for slug, rows in asked.items()}
    counted = CachedCounts(*SiteRevision.current_with(**counts))
    request.counted = counted  # type: ignore[attr-defined]
    return counted
