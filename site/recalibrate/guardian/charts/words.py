"""Numbers, shares and reasons for their absence, as readers meet them."""

from decimal import ROUND_HALF_UP, Decimal

from recalibrate.translation import gettext, gettext_noop

from ..figures.sums import format_number
from ..figures.types import Status, Unit

ABSENT: dict[Status, str] = {
    "": gettext_noop("not published"),
    "c": gettext_noop("withheld [c]"),
    "x": gettext_noop("not measured [x]"),
    "z": gettext_noop("not applicable [z]"),
}


def format_cell(value: Decimal | None, status: Status, unit: Unit) -> str:
    """`1,748`, `£1,748.25`, `74%`, `5.0` a rate; without a value the reason, in a word and its mark."""
    if value is None:
        return gettext(ABSENT[status])
    match unit:
        case "GBP":
            return f"£{value:,.2f}" if value >= 0 else f"−£{-value:,.2f}"
        case "percent":
            return f"{format_number(value)}%"
        case "rate" | "WTE":
            return f"{value:,.1f}"
        case _:
            return format_number(value)


def percent(part: Decimal, whole: Decimal) -> str:
    """A share to the nearest percent, or nothing of nothing. Never 0% or 100% of what is not so."""
    if not whole:
        return "0%"
    share = (part * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)
    if share == 0 and part:
        return gettext("under 1%")
    if share == 100 and part != whole:
        return gettext("over 99%")
    return f"{share}%"
