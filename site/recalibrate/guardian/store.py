"""The only bridge between the pure figures and their rows."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from recalibrate.core.models import SiteRevision
from recalibrate.core.toml_data import read_toml

from .figures import vocabulary as pure
from .figures.entered import Figure
from .figures.periods import Period
from .figures.types import SuppressedCell, as_entered
from .records.figures import ReportFigure, SuppressedRow
from .records.vocabulary import Balance, Breakdown, Category, Dimension, Measure

VOCABULARY = Path(__file__).parent / "data" / "vocabulary.toml"


def load_measures() -> None:
    """Add the measures, dimensions and sums that are missing; change none that is there."""
    words = pure.from_tables(read_toml(VOCABULARY))
    dimensions = {
        d.slug: Dimension.objects.get_or_create(
            slug=d.slug, defaults=fields(d, "slug", "crosses") | {"order": n}
        )[0]
        for n, d in enumerate(words.dimensions)
    }
    cross_dimensions(words, dimensions)
    for n, category in enumerate(words.categories):
        if words.dimension(category.dimension).crosses:
            continue  # made of the rows of two others
        Category.objects.get_or_create(
            dimension=dimensions[category.dimension],
            slug=category.slug,
            defaults=fields(category, "slug", "dimension") | {"order": n},
        )
    if new := [m for m in words.measures if not Measure.objects.filter(slug=m.slug).exists()]:
        add_measures(words, new, dimensions)


def cross_dimensions(words: pure.Vocabulary, dimensions: dict[str, Dimension]) -> None:
    """A dimension that is new gets the two that it crosses; one that is there keeps what it has."""
    for described in words.dimensions:
        dimension = dimensions[described.slug]
        if described.crosses and not dimension.crosses_first_id and not dimension.categories.exists():
            dimension.crosses_first, dimension.crosses_second = (dimensions[s] for s in described.crosses)
            dimension.save(update_fields=["crosses_first", "crosses_second"])


def add_measures(
    words: pure.Vocabulary, new: list[pure.MeasureSpec], dimensions: dict[str, Dimension]
) -> None:
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


def vocabulary(*, with_sums: bool = True) -> pure.Vocabulary:
    """The records as the pure package knows them; two queries, and one for the sums that must agree."""
    dimensions, categories = dimensions_and_categories()
    measures, breakdowns = measures_and_breakdowns()
    return pure.Vocabulary(measures, dimensions, categories, breakdowns, balances() if with_sums else ())


def balances() -> tuple[pure.BalanceSpec, ...]:
    """The sums that must agree; one query."""
    sums = Balance.objects.values_list("opening__slug", "increase__slug", "decrease__slug", "closing__slug")
    return tuple(pure.BalanceSpec(*row) for row in sums)


def dimensions_and_categories() -> tuple[tuple[pure.DimensionSpec, ...], tuple[pure.CategorySpec, ...]]:
    """In order; one query, in which a dimension without categories has a row of its own."""
    rows = Dimension.objects.order_by(
        "order", "pk", "categories__order", "categories__pk"
    ).values_list(
        "slug", "name", "kind", "has_headcount", "combined_name", "rows_are",
        "crosses_first__slug", "crosses_second__slug",
        "categories__slug", "categories__name", "categories__is_combined",
    )  # fmt: skip
    found: list[Any] = list(rows)  # closed sets of words are plain text in the database
    dimensions = tuple(dict.fromkeys(dimension_of(row) for row in found))
    categories = [pure.CategorySpec(row[0], *row[8:]) for row in found if row[8] is not None]
    return dimensions, pure.with_crossed_rows(dimensions, categories)


def dimension_of(row: Any) -> pure.DimensionSpec:
    crosses = tuple(slug for slug in row[6:8] if slug)
    return pure.DimensionSpec(*(*row[:6], crosses if len(crosses) == 2 else ()))


def measures_and_breakdowns() -> tuple[tuple[pure.MeasureSpec, ...], tuple[pure.BreakdownSpec, ...]]:
    """In order, each by its own; one query."""
    rows = Measure.objects.order_by("order", "pk").values_list(
        "slug", "name", "unit", "over_year", "people_of__slug", "is_headcount", "is_board_only", "has_whole",
        "points_at_people", "counts_posts", "is_optional",
        "breakdowns__dimension__slug", "breakdowns__rule", "breakdowns__adds_up",
        "breakdowns__counted_by__slug", "breakdowns__order", "breakdowns__pk",
    )  # fmt: skip
    found: list[Any] = list(rows)
    measures = dict.fromkeys(pure.MeasureSpec(*(*row[:4], row[4] or "", *row[5:11])) for row in found)
    by = sorted((row for row in found if row[11] is not None), key=lambda row: row[15:])
    breakdowns = (pure.BreakdownSpec(*(row[0], *row[11:14], row[14] or "")) for row in by)
    return tuple(measures), tuple(breakdowns)


CELL = (
    "measure__slug", "category__dimension__slug", "category__slug", "report__start_year", "report__quarter",
    "value", "measure__unit", "status", "note",
)  # fmt: skip


def entered_figures(reports: Iterable[int]) -> tuple[Figure, ...]:
    """What was entered for the reports with these keys; one query. Not for readers."""
    return figures_where(Q(report_id__in=reports))


def figures_where(condition: Q) -> tuple[Figure, ...]:
    rows = ReportFigure.objects.filter(condition)
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


def suppressed_cells(periods: Iterable[Period]) -> frozenset[SuppressedCell]:
    """What stays withheld while these quarters are shown: what was withheld in public, and what the forum saw
    withheld in a draft of one of them."""
    rows = SuppressedRow.objects.filter(seen_with__in=["", *{period.key for period in periods}])
    found = rows.values_list("dimension", "category", "measure", "period")
    return frozenset(SuppressedCell(*row) for row in found)


def suppressed_cells_in_turn() -> list[frozenset[SuppressedCell]]:
    """What each moment withheld for the first time, oldest first; what has no moment is the oldest."""
    rows = SuppressedRow.objects.order_by(F("remembered_at").asc(nulls_first=True))
    return [frozenset(row.as_suppressed for row in group) for _, group in groupby(rows, key=moment_of)]


def moment_of(row: SuppressedRow) -> datetime | None:
    return row.remembered_at


@transaction.atomic
def remember_suppressed_cells(found: frozenset[SuppressedCell], *, seen_with: str = "") -> None:
    """Keep what must stay withheld; what is public changes with it, in the same moment. Only an operator can
    take back the last of it, in `views.unsuppress`.

    `seen_with` is the key of a draft's quarter, for what only the forum has seen: it holds from the day on which
    that quarter is public, and nothing changes before.
    """
    there = {row.as_suppressed for row in SuppressedRow.objects.filter(seen_with__in=["", seen_with])}
    now = timezone.now()
    new = [
        SuppressedRow(
            dimension=c.dimension, category=c.category, measure=c.measure, period=c.period,
            seen_with=seen_with, remembered_at=now,
        )
        for c in found - there
    ]  # fmt: skip
    SuppressedRow.objects.bulk_create(new, ignore_conflicts=True)
    if new and not seen_with:
        SiteRevision.bump()
