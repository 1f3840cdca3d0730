"""One quarter's figures from nested tables, as the sample's TOML files hold them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from .entered import Figure
from .periods import Period
from .types import ALL, TRUST
from .vocabulary import Vocabulary


def figures_in(tables: Mapping[str, Any], period: Period, vocabulary: Vocabulary) -> Iterator[Figure]:
    """`[figures]` for the whole Trust, `[by.<measure>.<dimension>]` for parts, `[notes]` on the former."""
    notes = tables.get("notes", {})
    for measure, value in tables["figures"].items():
        yield _figure(vocabulary, measure, TRUST, ALL, value, period, notes.get(measure, ""))
    for measure, dimensions in tables.get("by", {}).items():
        for dimension, row in dimensions.items():
            for category, value in row.items():
                yield _figure(vocabulary, measure, dimension, category, value, period, "")


def _figure(
    vocabulary: Vocabulary,
    measure: str,
    dimension: str,
    category: str,
    value: int | str,
    period: Period,
    note: str,
) -> Figure:
    is_number = value not in ("c", "x", "z")
    return Figure(
        measure=measure,
        dimension=dimension,
        category=category,
        period=period,
        value=Decimal(value) if is_number else None,
        unit=vocabulary.measure(measure).unit,
        status="" if is_number else str(value),  # type: ignore[arg-type]
        note=note,
    )
