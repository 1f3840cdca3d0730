"""One cell as somebody typed it."""

import re
from decimal import Decimal, InvalidOperation
from typing import cast

from .types import Status, Unit, as_entered

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?|-?\.\d+")


class BadValue(ValueError):
    """What is wrong with one cell, and what to write instead."""


def read_value(text: str, unit: Unit | None = None) -> tuple[Decimal | None, Status]:
    """A number, or one of c, x, z with or without brackets; (None, "") for nothing. Raises BadValue."""
    text = text.strip()
    bare = text.removeprefix("£").removesuffix("%").strip()
    if text.lower().strip("[]") in ("c", "x", "z"):
        return None, cast(Status, text.lower().strip("[]"))
    if not text:
        return None, ""
    if text[0] in "=@+":
        raise BadValue(f"“{text}” is a formula. Paste the number that it gives.")
    if "," in bare:
        without = bare.replace(",", "")
        is_plain = _THOUSANDS.fullmatch(bare) is not None
        advice = f"write {without}" if is_plain else "write it with a full stop, like 12.5"
        raise BadValue(f"“{text}” has a comma: {advice}.")
    if not _NUMBER.fullmatch(bare):
        raise BadValue(f"“{text}” is no number. Write a number, or [c], [x] or [z].")
    value = _within_limits(bare, text)
    if unit in ("count", "people") and value != int(value):
        raise BadValue(f"“{text}” is no whole number, and this is counted one by one.")
    return value, ""


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
