"""Posts by department and grade at once: vacancies, and shifts that no doctor covered.

A department or grade that is combined anywhere is combined here too, so that no margin of this table tells what
another one withholds.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from .entered import Figure
from .periods import Period
from .public import PublicFigure
from .types import Status
from .vocabulary import CROSS, BreakdownSpec, Vocabulary


def crossed(
    vocabulary: Vocabulary,
    merged: Mapping[str, frozenset[str]],
    breakdown: BreakdownSpec,
    period: Period,
    row: Mapping[str, Figure],
) -> Iterator[PublicFigure]:
    """The cells of one quarter that may be shown, in the vocabulary's order."""
    dimension = vocabulary.dimension(breakdown.dimension)
    together: dict[tuple[str, ...], list[Figure]] = {}
    for parts in product(*(vocabulary.categories_of(of) for of in dimension.crosses)):
        code = CROSS.join(part.slug for part in parts)
        if code in row:
            place = tuple(
                vocabulary.combined(part.dimension)
                if part.slug in merged.get(part.dimension, ())
                else part.slug
                for part in parts
            )
            together.setdefault(place, []).append(row[code])
    for place, figures in together.items():
        value, status = add(figures)
        names = [
            name_in(vocabulary, of, part, merged) for of, part in zip(dimension.crosses, place, strict=True)
        ]
        yield PublicFigure(
            measure=breakdown.measure,
            dimension=breakdown.dimension,
            category=CROSS.join(place),
            name=": ".join(names),
            period=period,
            value=value,
            unit=vocabulary.measure(breakdown.measure).unit,
            status=status,
        )


def name_in(vocabulary: Vocabulary, of: str, part: str, merged: Mapping[str, frozenset[str]]) -> str:
    """The row's name, or the combined row's where other rows are in it."""
    dimension = vocabulary.dimension(of)
    if part == vocabulary.combined(of) and merged.get(of) and dimension.combined_name:
        return dimension.combined_name
    return vocabulary.category(of, part).name


def add(figures: Sequence[Figure]) -> tuple[Decimal | None, Status]:
    """The sum of what applies; unavailable if any of it is."""
    # The marks of government statistics: z does not apply, x is not available.
    applicable = [figure for figure in figures if figure.status != "z"]
    if not applicable:
        return None, "z"
    values = [figure.value for figure in applicable if figure.value is not None]
    return (sum(values, Decimal(0)), "") if len(values) == len(applicable) else (None, "x")
