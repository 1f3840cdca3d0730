"""Public figures as files: a tidy CSV and JSON. Documented in docs/guardian-figures.md."""

import csv
import io
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from .public import PublicFigure, PublicFigures
from .types import Unit

COLUMNS = (
    "report", "period_start", "period_end", "measure", "dimension", "category",
    "value", "unit", "status", "note",
)  # fmt: skip
SCHEMA_VERSION = 1  # raised when a column changes its meaning: programs read this
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(public: PublicFigures, *, note: str = "") -> str:
    """One line a figure; a withheld value is blank and has its status. `note` goes to the first line."""
    return rows_as_csv(
        [tidy_row(figure, note if first == 0 else "") for first, figure in enumerate(public.figures)]
    )


def rows_as_csv(rows: Iterable[Iterable[str]], columns: Iterable[str] = COLUMNS) -> str:
    """UTF-8 text with the columns' names first; what a spreadsheet would calculate comes out as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """`cell`, with an apostrophe before what a spreadsheet would calculate; a number stays a number."""
    if not cell.lstrip(" ").startswith(_FORMULA) or _is_number(cell):
        return cell
    return f"'{cell}"


def _is_number(cell: str) -> bool:
    digits = cell.removeprefix("-")
    return bool(digits) and digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit()


def tidy_row(figure: PublicFigure, note: str = "") -> tuple[str, ...]:
    return (
        figure.period.key,
        figure.period.starts_on.isoformat(),
        figure.period.ends_on.isoformat(),
        figure.measure,
        figure.dimension,
        category_name(figure),
        number(figure.value, figure.unit),
        figure.unit,
        figure.status,
        "; ".join(filter(None, [note, figure.note])),
    )


def category_name(figure: PublicFigure) -> str:
    return figure.period.month_name(figure.category) if figure.dimension == "month" else figure.name


def number(value: Decimal | None, unit: Unit) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if unit == "GBP" else f"{value:f}"


def json_value(public: PublicFigures) -> list[dict[str, Any]]:
    """The same lines as objects. Values are strings of digits, so that no reader rounds them; or null."""
    return [
        dict(zip(COLUMNS, tidy_row(figure), strict=True))
        | {"value": None if figure.value is None else number(figure.value, figure.unit)}
        for figure in public.figures
    ]


def json_text(public: PublicFigures, **about: Any) -> str:
    """`about` is what describes the data set: title, licence, citation, corrections."""
    document = {"schema_version": SCHEMA_VERSION, **about, "figures": json_value(public)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
