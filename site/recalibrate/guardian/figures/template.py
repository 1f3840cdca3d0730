"""An empty file to fill in, which always matches the vocabulary."""

from collections.abc import Iterable, Iterator

from .entered import Figure
from .periods import Period
from .tidy import rows_as_csv
from .types import ALL, TRUST
from .vocabulary import Vocabulary


def figure_places(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Every figure that a quarter may have, in the vocabulary's order: measure, dimension, category."""
    for measure in vocabulary.measures:
        if vocabulary.has(measure.slug, TRUST, ALL):
            yield measure.slug, TRUST, ALL
    for breakdown in vocabulary.breakdowns:
        for category in vocabulary.categories_of(breakdown.dimension):
            yield breakdown.measure, breakdown.dimension, category.slug


def template_rows(
    vocabulary: Vocabulary, quarters: Iterable[Period], figures: Iterable[Figure] = ()
) -> Iterator[tuple[str, ...]]:
    """A line for every figure that these quarters may have, filled in where it has been entered."""
    entered = {(f.measure, f.dimension, f.category, f.period): f for f in figures}
    for period in quarters:
        for place in figure_places(vocabulary):
            if vocabulary.dimension(place[1]).crosses and (*place, period) not in entered:
                continue  # sixty posts, of which a quarter has a few
            yield _row(vocabulary, period, place, entered.get((*place, period)))


def _row(
    vocabulary: Vocabulary, period: Period, place: tuple[str, str, str], figure: Figure | None
) -> tuple[str, ...]:
    measure, dimension, category = place
    is_month = dimension == "month"
    return (
        period.key,
        period.starts_on.isoformat(),
        period.ends_on.isoformat(),
        measure,
        dimension,
        period.month_name(category) if is_month else vocabulary.category(dimension, category).name,
        "" if figure is None or figure.value is None else f"{figure.value:f}",
        vocabulary.measure(measure).unit,
        figure.status if figure else "",
        figure.note if figure else "",
    )


def template_csv(vocabulary: Vocabulary, quarters: Iterable[Period], figures: Iterable[Figure] = ()) -> str:
    return rows_as_csv(template_rows(vocabulary, quarters, figures))
