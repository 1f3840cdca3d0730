"""Numbers from a spreadsheet’s cells, as texts that say what the sheet shows."""

import math
import re
from datetime import date, datetime, time, timedelta

from ..workbook.cells import EMPTY, Cell

_QUOTED = re.compile(r'"[^"]*"|\\.')
_CURRENCY = re.compile(r"\[\$([^\[\]-]*)(?:-[^\[\]]*)?\]")


def number_cell(value: float, number_format: str = "") -> Cell:
    """0.94 in a cell for percentages is 94%, and 12 in one for pounds £12; at most three decimals."""
    if isinstance(value, float) and not math.isfinite(value):
        return Cell(str(value))
    format_ = number_format.partition(";")[0]
    is_percent = "%" in _QUOTED.sub("", format_)
    text = decimal_text(value * 100 if is_percent else value)
    if "%" in format_:
        return Cell(f"{text}%", "number")
    found = _CURRENCY.search(format_)
    mark = found[1].strip() if found else next((m for m in "£€" if m in format_), "")
    return Cell(f"{mark}{text}" if mark in ("£", "€", "$") else text, "number")


def decimal_text(value: float) -> str:
    if abs(value) >= 1e15:
        return f"{value:.0f}"[:24]
    text = f"{round(value, 3):.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def hours_cell(spent: timedelta) -> Cell:
    """A stretch of time, as [h]:mm shows it."""
    minutes = round(spent.total_seconds() / 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    return Cell(f"{sign}{minutes // 60}h {minutes % 60:02}m", "number")


def other_cell(value: object) -> Cell:
    match value:
        case None:
            return EMPTY
        case bool():
            return Cell(str(value))
        case datetime() | date():
            return Cell(f"{value:%Y-%m-%d}", "date")
        case timedelta():
            return hours_cell(value)
        case time():
            return Cell(f"{value:%H:%M}")
        case _:
            return text_cell(str(value))


def text_cell(text: str) -> Cell:
    text = " ".join(text.replace("_x000D_", " ").split())[:500]
    return Cell(text) if text else EMPTY
