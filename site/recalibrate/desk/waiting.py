"""What waits for one person, out of every app's duties."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, dashboard_items

DESK = error_boundary("desk", gettext_lazy("is missing from the desk"), is_gap=False)
SHOWN = 5  # of one kind; the rest are behind them


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits of one kind: never empty."""

    slug: str
    icon: str
    tasks: Sequence[WorkItem]

    @property
    def first(self) -> Sequence[WorkItem]:
        return self.tasks[:SHOWN]

    @property
    def rest(self) -> Sequence[WorkItem]:
        return self.tasks[SHOWN:]


def piles(user: User) -> list[Pile]:
    """In the order of duties. Nothing is asked about, or told of, what is not this person's to do."""
    found = each_isolated(dashboard_items(), lambda duty: _pile(duty, user), DESK)
    return [pile for pile in found if pile is not None]


def _pile(duty: DashboardItem, user: User) -> Pile | None:
    tasks = list(duty.tasks(user)) if duty.is_for(user) else []
    return Pile(duty.slug, duty.icon, tasks) if tasks else None
