"""Numbers, shares and reasons for their absence, as readers meet them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ..figures.types import Status, Unit

ABSENT: dict[Status, str] = {
    "": "not published",
    "c": "withheld [c]",
    "x": "not measured [x]",
    "z": "not applicable [z]",
}


def amount(value: Decimal | None, status: Status, unit: Unit) -> str:
    """`1,748`, `£1,748.25`, `74%`, `5.0` a rate; without a value the reason, in a word and its mark."""
    if value is None:
        return ABSENT[status]
    match unit:
        case "GBP":
            return f"£{value:,.2f}" if value >= 0 else f"−£{-value:,.2f}"
        case "percent":
            return f"{plain(value)}%"
        case "rate" | "WTE":
            return f"{value:,.1f}"
        case _:
            return plain(value)


def plain(value: Decimal) -> str:
    """Without trailing noughts: `21.7`, `1,032`, `418.75`."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(part: Decimal, whole: Decimal) -> str:
    """A share to the nearest percent, or nothing of nothing. Never 0% or 100% of what is not so."""
    if not whole:
        return "0%"
    share = (part * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)
    if share == 0 and part:
        return "under 1%"
    if share == 100 and part != whole:
        return "over 99%"
    return f"{share}%"


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
