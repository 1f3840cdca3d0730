"""The words that figures are entered in. They live in records that people may edit, not in columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from recalibrate.translation import gettext, gettext_noop

from .types import ALL, TRUST, Unit

# whole: the Trust · part: departments, grades, rotas · month · split: reasons, outcomes, response times
Kind = Literal["whole", "part", "month", "split"]
# open: as entered · merge: small parts combined, for every quarter · follow: combined as `merge` found ·
# each-quarter: combined by this quarter's own counts · board: never public
Rule = Literal["open", "merge", "follow", "each-quarter", "board"]
# What the rows of a "split" are: people (or where they work), kinds of thing, posts (filled by no one yet),
# or not said
RowsAre = Literal["", "people", "things", "posts"]
CROSS = "--"  # between the two codes in the code of a row that crosses two dimensions
COUNTED: tuple[Unit, ...] = ("count", "people")  # one by one: a small one can point at a person
OverYear = Literal["sum", "first", "last", "mean", "none"]


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    slug: str
    name: str
    unit: Unit = "count"
    over_year: OverYear = "none"
    people_of: str = ""  # a percentage of whom: the measure that counts them
    is_headcount: bool = False  # the doctors that a part's size is judged by
    is_board_only: bool = False
    has_whole: bool = True  # False where only the parts are figures, such as three kinds of notice
    points_at_people: bool = True  # False for meetings and the like
    counts_posts: bool = (
        False  # vacancies and shifts that no doctor worked: never people, or what happened to them
    )
    is_optional: bool = False  # what only some boards ask for: folded away on screens until it is used


@dataclass(frozen=True, slots=True)
class DimensionSpec:
    slug: str
    name: str
    kind: Kind = "split"
    has_headcount: bool = False  # a part without a head count then counts as small
    combined_name: str = ""
    rows_are: RowsAre = ""  # asked about where the kind is "split"
    crosses: tuple[str, ...] = ()  # two others, whose rows make its own: department and grade

    def may_be_people(self, measure: MeasureSpec) -> bool:
        """Whether its rows may be people, or parts of the Trust: that is so until the Guardian says it is not."""
        is_of_posts = self.rows_are == "posts" and measure.counts_posts
        return self.kind == "split" and self.rows_are != "things" and not is_of_posts


@dataclass(frozen=True, slots=True)
class CategorySpec:
    dimension: str
    slug: str
    name: str
    is_combined: bool = False  # the row that small parts are merged into


@dataclass(frozen=True, slots=True)
class BreakdownSpec:
    """That `measure` is reported by `dimension`, whether the parts add up to it, and what may be shown."""

    measure: str
    dimension: str
    rule: Rule
    adds_up: bool = True
    counted_by: str = ""  # for "each-quarter": the measure whose counts decide, itself if empty


@dataclass(frozen=True, slots=True)
class BalanceSpec:
    """opening + increase − decrease = closing = the next quarter's opening."""

    opening: str
    increase: str
    decrease: str
    closing: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate worked out from what is public, never entered: part / whole × per."""

    slug: str
    name: str
    part: str
    whole: str
    per: int
    dimension: str = TRUST  # the rows it is worked out for
    part_dimension: str = TRUST  # for one row of a split, such as first responses within seven days
    part_category: str = ALL
    unit: Unit = "rate"


RATIOS = (
    Ratio(
        "er_raised_per_100_doctors",
        gettext_noop("Reports raised per 100 doctors"),
        "er_raised",
        "doctors",
        100,
    ),
    Ratio(
        "er_raised_per_10_doctors",
        gettext_noop("Reports raised per 10 doctors"),
        "er_raised",
        "doctors",
        10,
        "department",
    ),
    Ratio(
        "er_within_7_days",
        gettext_noop("First response within 7 days"),
        "er_raised",
        "er_raised",
        100,
        part_dimension="response",
        part_category="within-7",
        unit="percent",
    ),
)


def with_crossed_rows(
    dimensions: Sequence[DimensionSpec], categories: Sequence[CategorySpec]
) -> tuple[CategorySpec, ...]:
    """`categories`, with those that two dimensions make together in place of any that a crossing one has."""
    crossing = {d.slug: d.crosses for d in dimensions if d.crosses}
    found = [c for c in categories if c.dimension not in crossing]
    for slug, (first, second) in crossing.items():
        rows = [c for c in categories if c.dimension == first]
        columns = [c for c in categories if c.dimension == second]
        found += [
            CategorySpec(slug, f"{row.slug}{CROSS}{column.slug}", f"{row.name}: {column.name}")
            for row in rows
            for column in columns
        ]
    return tuple(found)


class UnsafeRule(ValueError):
    """A rule that would show small parts of the Trust as entered."""


@dataclass(frozen=True)
class Vocabulary:
    """Everything a figure may be. What is not in it is neither accepted nor published."""

    measures: tuple[MeasureSpec, ...]
    dimensions: tuple[DimensionSpec, ...]
    categories: tuple[CategorySpec, ...]
    breakdowns: tuple[BreakdownSpec, ...]
    balances: tuple[BalanceSpec, ...] = field(default=())

    def __post_init__(self) -> None:
        for breakdown in self.breakdowns:
            if self.dimension(breakdown.dimension).kind == "part" and breakdown.rule == "open":
                raise UnsafeRule(
                    gettext("{measure} by {dimension} may not be open").format(
                        measure=breakdown.measure, dimension=breakdown.dimension
                    )
                )

    @cached_property
    def _measures(self) -> dict[str, MeasureSpec]:
        rates = (MeasureSpec(ratio.slug, gettext(ratio.name), ratio.unit) for ratio in RATIOS)
        return {measure.slug: measure for measure in (*rates, *self.measures)}

    @cached_property
    def _dimensions(self) -> dict[str, DimensionSpec]:
        return {dimension.slug: dimension for dimension in self.dimensions}

    @cached_property
    def _categories(self) -> dict[tuple[str, str], CategorySpec]:
        return {(category.dimension, category.slug): category for category in self.categories}

    @cached_property
    def _breakdowns(self) -> dict[tuple[str, str], BreakdownSpec]:
        return {(breakdown.measure, breakdown.dimension): breakdown for breakdown in self.breakdowns}

    def measure(self, slug: str) -> MeasureSpec:
        return self._measures[slug]

    def dimension(self, slug: str) -> DimensionSpec:
        return self._dimensions[slug]

    def category(self, dimension: str, slug: str) -> CategorySpec:
        return self._categories[dimension, slug]

    def categories_of(self, dimension: str) -> tuple[CategorySpec, ...]:
        return tuple(category for category in self.categories if category.dimension == dimension)

    def breakdown(self, measure: str, dimension: str) -> BreakdownSpec | None:
        return self._breakdowns.get((measure, dimension))

    def has(self, measure: str, dimension: str, category: str) -> bool:
        """Whether such a figure may exist."""
        if measure not in self._measures or any(ratio.slug == measure for ratio in RATIOS):
            return False
        if (dimension, category) == (TRUST, ALL):
            return self._measures[measure].has_whole
        return (measure, dimension) in self._breakdowns and (dimension, category) in self._categories

    @property
    def headcount(self) -> str:
        return next((measure.slug for measure in self.measures if measure.is_headcount), "")

    def may_be_people(self, breakdown: BreakdownSpec) -> bool:
        """Whether a small figure of it could be one doctor: so until the Guardian says that it could not."""
        return self.dimension(breakdown.dimension).may_be_people(self.measure(breakdown.measure))

    def combined(self, dimension: str) -> str:
        """The category that small parts of `dimension` are merged into."""
        found = (c.slug for c in self.categories_of(dimension) if c.is_combined)
        return next(found, "other")


def from_tables(tables: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary that a file such as data/vocabulary.toml describes."""
    measures = tables["measure"]
    dimensions = tuple(
        DimensionSpec(
            **_without(row, "categories", "combined", "crosses"), crosses=tuple(row.get("crosses", ()))
        )
        for row in tables["dimension"]
    )
    categories = [
        CategorySpec(row["slug"], slug, name, is_combined=slug == row.get("combined"))
        for row in tables["dimension"]
        for slug, name in row.get("categories", ())
    ]
    return Vocabulary(
        measures=tuple(MeasureSpec(**_without(measure, "by")) for measure in measures),
        dimensions=dimensions,
        categories=with_crossed_rows(dimensions, categories),
        breakdowns=tuple(BreakdownSpec(row["slug"], *by) for row in measures for by in row.get("by", ())),
        balances=tuple(BalanceSpec(**row) for row in tables["balance"]),
    )


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in names}
