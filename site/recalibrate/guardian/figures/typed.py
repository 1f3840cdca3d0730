"""One cell as typed."""

import re
from decimal import Decimal, InvalidOperation
from typing import cast

from .types import Status, Unit, as_entered

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?|-?\.\d+")


# What may mean nothing, none or not known: only its writer can say. So may “<5” and “c.31”.
UNCLEAR = frozenset(
    (
        "-",
        "–",
        "—",
        "nil",
        "nil return",
        "none",
        "n/a",
        "na",
        "not applicable",
        "not known",
        "tbc",
        "tba",
        "?",
    )
)
MARKS: dict[str, tuple[str, tuple[Unit, ...]]] = {
    "£": ("an amount of money", ("GBP",)),
    "%": ("a percentage", ("percent",)),
    "h": ("a number of hours", ("hours",)),
}
SPOKEN: dict[Unit, str] = {
    "count": "this is counted one by one", "people": "this counts people", "percent": "this is a percentage",
    "hours": "this is in hours", "WTE": "this is in whole-time equivalents", "PA": "this is in PAs",
    "GBP": "this is in pounds", "rate": "this is a rate",
}  # fmt: skip


class BadValue(ValueError):
    """What is wrong with one cell, and what to write instead."""


class UnclearValue(BadValue):
    """A word that may mean more than one thing; `text` as it was written."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not clear: write 0, or [c] too few, [x] not known, [z] not applicable."
        )
        self.text = text


def read_value(text: str, unit: Unit | None = None) -> tuple[Decimal | None, Status]:
    """A number, or one of c, x, z with or without brackets; (None, "") for nothing. Raises BadValue."""
    text = text.strip()
    if text.lower().strip("[]") in ("c", "x", "z"):
        return None, cast(Status, text.lower().strip("[]"))
    if not text:
        return None, ""
    if is_unclear(text):
        raise UnclearValue(text)
    bare = _bare(text, unit)
    if ":" in bare:
        raise BadValue(f"“{text}” is a time. Write hours as a number, like 372.25, or as 372h 15m.")
    if "," in bare:
        if not _THOUSANDS.fullmatch(bare):
            raise BadValue(f"“{text}” has a comma: write it with a full stop, like 12.5.")
        bare = bare.replace(",", "")
    if not _NUMBER.fullmatch(bare):
        raise BadValue(f"“{text}” is no number. Write a number, or [c], [x] or [z].")
    value = _within_limits(bare, text)
    if unit in ("count", "people") and value != int(value):
        raise BadValue(f"“{text}” is no whole number, and this is counted one by one.")
    return value, ""


def is_unclear(text: str) -> bool:
    written = text.strip().casefold()
    circa = written.removeprefix("c.").strip().removesuffix("%")
    few = written.removeprefix("<").strip()
    is_few, is_circa = written[:1] == "<" and few.isdigit(), written[:2] == "c." and circa.isdigit()
    return written in UNCLEAR or is_few or is_circa


def _bare(text: str, unit: Unit | None) -> str:
    """The number without its mark, which has to be the mark of `unit`; `372h 15m` as 372.25."""
    if text[0] in "=@+":
        raise BadValue(f"“{text}” is a formula. Paste the number that it gives.")
    if text[0] == "#":
        raise BadValue(f"“{text}” is an error in the spreadsheet. Put its formula right, and save it again.")
    hours, has_hours, minutes = text.lower().partition("h")
    mark = (
        "£"
        if text[0] == "£"
        else "%"
        if text[-1] == "%"
        else "h"
        if has_hours and hours[:1].isdigit()
        else ""
    )
    if mark and unit and unit not in MARKS[mark][1]:
        raise BadValue(f"“{text}” is {MARKS[mark][0]}, and {SPOKEN[unit]}.")
    if mark != "h":
        return text.removeprefix("£").removesuffix("%").strip()
    minutes = minutes.strip().removesuffix("m").strip() or "0"
    if not minutes.isdigit() or int(minutes) > 59 or not hours.strip().isdigit():
        return text
    return str(round(Decimal(hours.strip()) + Decimal(minutes) / 60, 3))


def _within_limits(bare: str, text: str) -> Decimal:
    try:
        value = Decimal(bare)
    except InvalidOperation as error:
        raise BadValue(f"“{text}” is no number.") from error
    if value < 0:
        raise BadValue(f"{text} is below zero, which no figure here can be.")
    if value >= 10**9 or value != round(value, 3):
        raise BadValue(f"{text} has too many digits: at most three after the point.")
    return as_entered(value)
