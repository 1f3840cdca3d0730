"""Rates, worked out from rows that are already combined, so that they tell no more than the rows."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from .entered import Figure
from .periods import Period
from .public import PublicFigure
from .types import ALL, TRUST
from .vocabulary import RATIOS, Ratio, Vocabulary

Cells = Mapping[tuple[str, str, Period], Mapping[str, Figure]]


def rate(part: Decimal, whole: Decimal, per: int) -> Decimal:
    """`part` per so many of `whole`, to one decimal, halves up."""
    # Python rounds halves to the even digit, and boards do not: 2.25 would be 2.2 here and 2.3 in their paper.
    return (part * per / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def add_rates(
    cells: Cells, merged: Mapping[str, frozenset[str]], vocabulary: Vocabulary, shown: Sequence[PublicFigure]
) -> Iterator[PublicFigure]:
    """A rate for every shown figure that has a whole to be compared with."""
    for ratio in RATIOS:
        for figure in shown:
            if not _is_part_of(ratio, figure) or figure.value is None:
                continue
            whole = _whole(ratio, figure, cells, merged, vocabulary)
            if whole:
                yield PublicFigure(
                    measure=ratio.slug,
                    dimension=ratio.dimension,
                    category=ALL if ratio.dimension == TRUST else figure.category,
                    name=_name(ratio, figure, vocabulary),
                    period=figure.period,
                    value=rate(figure.value, whole, ratio.per),
                    unit=ratio.unit,
                    note="" if ratio.dimension == TRUST else figure.note,
                )


def _is_part_of(ratio: Ratio, figure: PublicFigure) -> bool:
    if figure.measure != ratio.part:
        return False
    if ratio.dimension != TRUST:
        return figure.dimension == ratio.dimension
    return (figure.dimension, figure.category) == (ratio.part_dimension, ratio.part_category)


def _whole(
    ratio: Ratio,
    figure: PublicFigure,
    cells: Cells,
    merged: Mapping[str, frozenset[str]],
    vocabulary: Vocabulary,
) -> Decimal:
    row = cells.get((ratio.whole, ratio.dimension, figure.period), {})
    if ratio.dimension == TRUST:
        categories = {ALL}
    elif figure.category == vocabulary.combined(ratio.dimension):
        categories = {*merged[ratio.dimension], figure.category}
    else:
        categories = {figure.category}
    return sum((f.value for f in row.values() if f.category in categories and f.value), Decimal(0))


def _name(ratio: Ratio, figure: PublicFigure, vocabulary: Vocabulary) -> str:
    return vocabulary.category(TRUST, ALL).name if ratio.dimension == TRUST else figure.name
