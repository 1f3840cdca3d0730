"""The only bridge between the pure figures and their rows."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from recalibrate.core.toml_data import read

from .figures import vocabulary as pure
from .figures.periods import Period
from .figures.types import Figure, Unit, Withheld, as_entered
from .models.figures import ReportFigure, WithheldRow
from .models.vocabulary import Balance, Breakdown, Category, Dimension, Measure

VOCABULARY = Path(__file__).parent / "data" / "vocabulary.toml"


def load_measures() -> None:
    """Add the measures, dimensions and sums that are missing; change none that is there."""
    words = pure.from_tables(read(VOCABULARY))
    dimensions = {
        d.slug: Dimension.objects.get_or_create(slug=d.slug, defaults=fields(d, "slug") | {"order": n})[0]
        for n, d in enumerate(words.dimensions)
    }
    for n, category in enumerate(words.categories):
        Category.objects.get_or_create(
            dimension=dimensions[category.dimension],
            slug=category.slug,
            defaults=fields(category, "slug", "dimension") | {"order": n},
        )
    if new := [m for m in words.measures if not Measure.objects.filter(slug=m.slug).exists()]:
        add_measures(words, new, dimensions)


def add_measures(words: pure.Vocabulary, new: list[pure.Measure], dimensions: dict[str, Dimension]) -> None:
    order = {measure.slug: n for n, measure in enumerate(words.measures)}
    for measure in new:
        Measure.objects.create(**fields(measure, "people_of"), order=order[measure.slug])
    rows = {measure.slug: measure for measure in Measure.objects.all()}
    for measure in new:
        if measure.people_of:
            Measure.objects.filter(slug=measure.slug).update(people_of=rows[measure.people_of])
    names = {measure.slug for measure in new}
    for n, b in enumerate(words.breakdowns):
        if b.measure in names:
            Breakdown.objects.create(
                measure=rows[b.measure], dimension=dimensions[b.dimension], rule=b.rule, adds_up=b.adds_up,
                counted_by=rows.get(b.counted_by), order=n,
            )  # fmt: skip
    for balance in words.balances:
        if balance.opening in names:
            Balance.objects.create(**{name: rows[slug] for name, slug in fields(balance).items()})


def fields(described: Any, *without: str) -> dict[str, Any]:
    """A frozen description as keyword arguments."""
    return {name: getattr(described, name) for name in described.__slots__ if name not in without}


def vocabulary() -> pure.Vocabulary:
    """The records as the pure package knows them; five queries."""
    return pure.Vocabulary(
        measures=tuple(
            pure.Measure(
                m.slug, m.name, cast(Unit, m.unit), cast(pure.OverYear, m.over_year),
                m.people_of.slug if m.people_of else "", m.is_headcount, m.is_board_only, m.has_whole,
            )
            for m in Measure.objects.select_related("people_of")
        ),
        dimensions=tuple(
            pure.Dimension(d.slug, d.name, cast(pure.Kind, d.kind), d.has_headcount, d.combined_name)
            for d in Dimension.objects.all()
        ),
        categories=tuple(
            pure.Category(c.dimension.slug, c.slug, c.name, c.is_combined)
            for c in Category.objects.select_related("dimension").order_by("dimension__order", "order", "pk")
        ),
        breakdowns=tuple(
            pure.Breakdown(
                b.measure.slug, b.dimension.slug, cast(pure.Rule, b.rule), b.adds_up,
                b.counted_by.slug if b.counted_by else "",
            )
            for b in Breakdown.objects.select_related("measure", "dimension", "counted_by").order_by("order")
        ),
        balances=tuple(
            pure.Balance(b.opening.slug, b.increase.slug, b.decrease.slug, b.closing.slug)
            for b in Balance.objects.select_related("opening", "increase", "decrease", "closing")
        ),
    )  # fmt: skip


CELL = (
    "measure__slug", "category__dimension__slug", "category__slug", "report__start_year", "report__quarter",
    "value", "measure__unit", "status", "note",
)  # fmt: skip


def figures_of(reports: Iterable[int]) -> tuple[Figure, ...]:
    """What was entered for the reports with these keys; one query. Not for readers."""
    rows = ReportFigure.objects.filter(report_id__in=reports)
    return tuple(map(figure_of, rows.values_list(*CELL)))


def figure_of(row: tuple[Any, ...]) -> Figure:
    measure, dimension, category, start_year, quarter, value, unit, status, note = row
    return Figure(
        measure=measure,
        dimension=dimension,
        category=category,
        period=Period(start_year, quarter),
        value=None if value is None else as_entered(value),
        unit=unit,
        status=status,
        note=note,
    )


def withheld() -> frozenset[Withheld]:
    rows = WithheldRow.objects.values_list("dimension", "category", "measure", "period")
    return frozenset(Withheld(*row) for row in rows)


def remember(found: frozenset[Withheld]) -> None:
    """Keep what must stay withheld; nothing is ever taken out again."""
    WithheldRow.objects.bulk_create(
        [
            WithheldRow(dimension=w.dimension, category=w.category, measure=w.measure, period=w.period)
            for w in found
        ],
        ignore_conflicts=True,
    )
