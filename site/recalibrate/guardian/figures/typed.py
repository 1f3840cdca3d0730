"""One cell as typed."""

import re
from decimal import Decimal, InvalidOperation
from typing import cast

from recalibrate.translation import gettext, gettext_noop

from .types import Status, Unit, as_entered

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_WITH_UNIT = re.compile(r"([\d,.]+)\s*([a-z][a-z ]*)")
WRITTEN_UNITS: dict[Unit, tuple[str, ...]] = {
    "WTE": ("wte", "wtes", "fte"), "PA": ("pa", "pas"), "hours": ("hours", "hrs", "hour", "hr"),
    "percent": ("per cent", "percent"), "people": ("people", "doctors"), "count": ("reports",),
    "GBP": ("pounds", "gbp"),
}  # fmt: skip
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
    "£": (gettext_noop("an amount of money"), ("GBP",)),
    "%": (gettext_noop("a percentage"), ("percent",)),
    "h": (gettext_noop("a number of hours"), ("hours",)),
}
SPOKEN: dict[Unit, str] = {
    "count": gettext_noop("this is counted one by one"),
    "people": gettext_noop("this counts people"),
    "percent": gettext_noop("this is a percentage"),
    "hours": gettext_noop("this is in hours"),
    "WTE": gettext_noop("this is in whole-time equivalents"),
    "PA": gettext_noop("this is in PAs"),
    "GBP": gettext_noop("this is in pounds"),
    "rate": gettext_noop("this is a rate"),
}


class BadValue(ValueError):
    """What is wrong with one cell, and what to write instead."""


class UnclearValue(BadValue):
    """A word that may mean more than one thing; `text` as it was written."""

    def __init__(self, text: str) -> None:
        super().__init__(
            gettext(
                "“{text}” is not clear: write 0, or [c] too few, [x] not known, [z] not applicable."
            ).format(text=text)
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
        raise BadValue(
            gettext("“{text}” is a time. Write hours as a number, like 372.25, or as 372h 15m.").format(
                text=text
            )
        )
    if "," in bare:
        if not _THOUSANDS.fullmatch(bare):
            raise BadValue(
                gettext("“{text}” has a comma: write it with a full stop, like 12.5.").format(text=text)
            )
        bare = bare.replace(",", "")
    if not _NUMBER.fullmatch(bare):
        raise BadValue(
            gettext("“{text}” is not a number. Write a number, or [c], [x] or [z].").format(text=text)
        )
    value = _within_limits(bare, text)
    if unit in ("count", "people") and value != int(value):
        raise BadValue(
            gettext("“{text}” is not a whole number, and this is counted one by one.").format(text=text)
        )
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
        raise BadValue(
            gettext(
                "“{text}” is a formula. Paste the number that it gives, or open the file in Excel or "
                "LibreOffice and save it there: then its result is in the file."
            ).format(text=text)
        )
    if text[0] == "#":
        raise BadValue(
            gettext(
                "“{text}” is an error in the spreadsheet. Put its formula right, and save it again."
            ).format(text=text)
        )
    text = _without_unit(text, unit)
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
        raise BadValue(
            gettext("“{text}” is {marks}, and {spoken}.").format(
                text=text, marks=gettext(MARKS[mark][0]), spoken=gettext(SPOKEN[unit])
            )
        )
    if mark != "h":
        return text.removeprefix("£").removesuffix("%").strip()
    minutes = minutes.strip().removesuffix("m").strip() or "0"
    if not minutes.isdigit() or int(minutes) > 59 or not hours.strip().isdigit():
        return text
    return str(round(Decimal(hours.strip()) + Decimal(minutes) / 60, 3))


def _without_unit(text: str, unit: Unit | None) -> str:
    """`0.6 WTE` as 0.6, where whole-time equivalents are meant; `372 hours` as 372h."""
    found = _WITH_UNIT.fullmatch(text.strip().lower()) if unit else None
    if found is None or found[2] not in WRITTEN_UNITS.get(unit or "rate", ()):
        return text
    return f"{found[1]}h" if unit == "hours" and "." not in found[1] else found[1]


def _within_limits(bare: str, text: str) -> Decimal:
    try:
        value = Decimal(bare)
    except InvalidOperation as error:
        raise BadValue(gettext("“{text}” is not a number.").format(text=text)) from error
    if value < 0:
        raise BadValue(gettext("{text} is below zero, which no figure here can be.").format(text=text))
    if value >= 10**9 or value != round(value, 3):
        raise BadValue(
            gettext("{text} has too many digits: at most three after the point.").format(text=text)
        )
    return as_entered(value)
