"""What waits for one person, out of every app's duties."""

from collections.abc import Sequence
from dataclasses import dataclass

from recalibrate.core.models import User
from recalibrate.staff.dashboard import Task, duties

SHOWN = 5  # of one kind; the rest are behind them


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits of one kind: never empty."""

    slug: str
    icon: str
    tasks: Sequence[Task]

    @property
    def first(self) -> Sequence[Task]:
        return self.tasks[:SHOWN]

    @property
    def rest(self) -> Sequence[Task]:
        return self.tasks[SHOWN:]


def piles(user: User) -> list[Pile]:
    """In the order of duties. Nothing is asked about, or told of, what is not this person's to do."""
    asked = ((duty, list(duty.tasks(user))) for duty in duties() if duty.is_for(user))
    return [Pile(duty.slug, duty.icon, tasks) for duty, tasks in asked if tasks]
