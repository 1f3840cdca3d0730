"""What figures of every kind have: units, reasons for an empty cell, thresholds."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from recalibrate.translation import gettext_noop

# Confidential, unavailable, not applicable: three different reasons for an empty cell, never mixed.
Status = Literal["", "c", "x", "z"]
STATUS_NAMES: dict[Status, str] = {
    "": "",
    "c": gettext_noop("confidential: withheld so that nobody can be recognised"),
    "x": gettext_noop("unavailable: not measured"),
    "z": gettext_noop("not applicable"),
}
Unit = Literal["count", "people", "percent", "hours", "WTE", "PA", "GBP", "rate"]

TRUST = "trust"  # the dimension of figures for the whole Trust
ALL = "all"  # its only category


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A part of the Trust with fewer reports or fewer doctors is not shown on its own."""

    reports: int = 5
    doctors: int = 10


@dataclass(frozen=True, slots=True, order=True)
class SuppressedCell:
    """A row or cell that has been withheld once, and so for ever. An empty field means "every".

    Without this memory a later quarter could split a combined row, and the difference would tell.
    """

    dimension: str
    category: str
    measure: str = ""
    period: str = ""  # a period's key


def as_entered(value: Decimal) -> Decimal:
    """Without the zeros that a column's decimals add; pounds keep two where they are shown."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
