"""A figure as entered. What makes pages, charts, files and feeds may not import it (pyproject.toml)."""

from dataclasses import dataclass
from decimal import Decimal

from .periods import Period
from .types import ALL, TRUST, Status, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One cell of one quarter, as entered. Not for readers: only `publish()` makes what they may see.

    It has one dimension. Only one that crosses two others holds a department's grades: readers see it of posts,
    never of people (`crossing.py`).
    """

    measure: str
    period: Period
    dimension: str = TRUST
    category: str = ALL
    value: Decimal | None = None
    unit: Unit = "count"
    status: Status = ""
    note: str = ""
