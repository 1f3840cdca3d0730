"""What may wait for a colleague in the admin. Each app registers its duties; the desk lists what waits.

A new line on the admin's first screen is one `Duty` in the app's own `duties.py` and one `register()` in
its `ready()`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recalibrate.core.models import User


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of a colleague's to-do list, in words, and the page where it is done.

    `detail` is what one wants to know before going there: how old, how many, whose.
    """

    text: str
    url: str
    is_late: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardItem:
    """One kind of thing that waits for people. Only whom `is_for` names are asked about, and told of, it.

    `tasks` gives nothing when nothing waits, and asks the database at most `most_queries` times however
    much does.
    """

    slug: str
    icon: str
    is_for: Callable[["User"], bool]
    tasks: Callable[["User"], Iterable[WorkItem]]
    order: int = 100  # lower comes first
    most_queries: int = 2

    def __str__(self) -> str:
        return self.slug


_duties: dict[str, DashboardItem] = {}


def register(duty: DashboardItem) -> None:
    """From now on, the desk lists what this duty brings. Call it in `ready()`."""
    _duties[duty.slug] = duty


def dashboard_items() -> tuple[DashboardItem, ...]:
    """Every duty, in the order in which the desk lists them."""
    return tuple(sorted(_duties.values(), key=lambda duty: (duty.order, duty.slug)))


def permitted(*permissions: str) -> Callable[["User"], bool]:
    """For `is_for`: those who have all of these permissions."""
    return lambda user: user.is_active and user.has_perms(permissions)
