"""What a vocabulary may be: one that can be published without telling who a person is.

`faults()` are true of a vocabulary by itself. `losses()` and `weaker()` compare it with what it was: what has
been entered keeps its place, and what protects it only ever becomes stricter. All answer in sentences.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .periods import MONTHS
from .types import ALL, TRUST
from .vocabulary import COUNTED, RATIOS, BreakdownSpec, DimensionSpec, Vocabulary

STRICTER = {  # what each rule for parts of the Trust may become
    "board": ("board",),
    "merge": ("merge", "board"),
    "follow": ("follow", "merge", "each-quarter", "board"),
    "each-quarter": ("each-quarter", "board"),
}


class FigurePlace(NamedTuple):
    """Where a figure has been entered."""

    measure: str
    dimension: str
    category: str


def faults(words: Vocabulary) -> Iterator[str]:
    yield from whole_trust_faults(words)
    yield from name_faults(words)
    for dimension in words.dimensions:
        yield from dimension_faults(dimension, words)
    for breakdown in words.breakdowns:
        yield from breakdown_faults(breakdown, words)
    yield from balance_faults(words)


def whole_trust_faults(words: Vocabulary) -> Iterator[str]:
    if [d.slug for d in words.dimensions if d.kind == "whole"] != [TRUST]:
        yield f"Exactly one dimension is the whole Trust, with the code “{TRUST}”."
    elif [c.slug for c in words.categories_of(TRUST)] != [ALL]:
        yield f"The whole Trust has one category, with the code “{ALL}”."


def name_faults(words: Vocabulary) -> Iterator[str]:
    """Uploads are read by name or by code, so neither may mean two things."""
    kinds = [("measures", [(m.slug, m.name) for m in words.measures])]
    kinds.append(("dimensions", [(d.slug, d.name) for d in words.dimensions]))
    for d in words.dimensions:
        combined = [(d.combined_name, d.combined_name)] if d.combined_name else []
        rows = [(c.slug, c.name) for c in words.categories_of(d.slug)]
        kinds.append((f"rows of “{d.name}”", [*rows, *combined]))
    for kind, named in kinds:
        seen: set[str] = set()
        for entry in named:
            spoken = {word.strip().casefold() for word in entry}
            for word in sorted(spoken & seen):
                yield f"Two {kind} would be called “{word}”: an upload could not tell them apart."
            seen |= spoken
    for ratio in RATIOS:
        if any(measure.slug == ratio.slug for measure in words.measures):
            yield f"The code “{ratio.slug}” belongs to a rate that is worked out."


def dimension_faults(dimension: DimensionSpec, words: Vocabulary) -> Iterator[str]:
    shown = [b for b in words.breakdowns if b.dimension == dimension.slug and b.rule != "board"]
    categories = words.categories_of(dimension.slug)
    if dimension.kind == "month" and any(category.slug not in MONTHS for category in categories):
        yield f"The months of a quarter have the codes {', '.join(MONTHS)}."
    if dimension.kind == "whole" and any(b.dimension == dimension.slug for b in words.breakdowns):
        yield "The whole Trust is not something to break a measure down by."
    if dimension.kind == "split":
        yield from split_faults(dimension, shown, words)
    if dimension.kind != "part" or not shown:
        return
    if not dimension.combined_name or not any(category.is_combined for category in categories):
        yield (
            f"“{dimension.name}” needs a name for its combined row, and the category that small rows are "
            "combined into, before anything by it is shown."
        )
    follows = any(b.rule == "follow" for b in shown)
    if follows and not any(b.rule == "merge" for b in shown):
        name = dimension.name.lower()
        yield f"By {name}, nothing decides which rows are small: one measure must combine them."


def split_faults(dimension: DimensionSpec, shown: list[BreakdownSpec], words: Vocabulary) -> Iterator[str]:
    """A dimension of kinds is asked about: could its rows be people, or say where they work?"""
    open_ones = [b for b in shown if b.rule == "open"]
    if open_ones and not dimension.rows_are:
        yield (
            f"Are the rows of “{dimension.name}” people, or where they work, or kinds of thing? Say so with the "
            "dimension first: until then small cells are withheld."
        )
    if open_ones and dimension.rows_are == "people":
        yield (
            f"The rows of “{dimension.name}” are people or where they work, so nothing by it is shown as entered. "
            "Choose “by each quarter’s own counts”."
        )
    parts = [c.name for d in words.dimensions if d.kind == "part" for c in words.categories_of(d.slug)]
    if dimension.rows_are == "things":
        for row in words.categories_of(dimension.slug):
            if named := [part for part in parts if re.search(rf"\b{re.escape(part)}\b", row.name)]:
                yield (
                    f"“{row.name}” is a row of “{dimension.name}” and names “{named[0]}”, a part of the Trust: "
                    "its rows say where people work."
                )
                return


def breakdown_faults(breakdown: BreakdownSpec, words: Vocabulary) -> Iterator[str]:
    dimension, measure = words.dimension(breakdown.dimension), words.measure(breakdown.measure)
    if dimension.kind == "part" and breakdown.rule == "follow" and measure.unit in COUNTED:
        yield (
            f"“{measure.name}” counts one by one: its own counts must decide which of its rows are small. "
            "Choose “small parts combined” or “by each quarter’s own counts”."
        )
    if dimension.kind != "part" or breakdown.rule not in ("merge", "each-quarter"):
        return
    decider = breakdown.counted_by or breakdown.measure
    if words.measure(decider).unit not in COUNTED:
        yield f"“{measure.name}” is no count: only counts can tell which rows are small."
    if breakdown.rule == "merge" and breakdown.counted_by:
        yield "Only “each quarter’s own counts” can be decided by another measure."
    if not words.breakdown(decider, breakdown.dimension):
        name = words.measure(decider).name
        yield f"“{name}” is not given by {dimension.name.lower()}, so it cannot decide."


def balance_faults(words: Vocabulary) -> Iterator[str]:
    for balance in words.balances:
        slugs = (balance.opening, balance.increase, balance.decrease, balance.closing)
        if len(set(slugs)) < 4:
            yield "A sum needs four different measures."
        if len({words.measure(slug).unit for slug in slugs}) > 1:
            yield "The four measures of a sum are counted in the same unit."
        for dimension in words.dimensions:
            shown = [s for s in slugs if is_breakdown_shown(words.breakdown(s, dimension.slug))]
            if dimension.kind == "part" and len(shown) > 1:
                names = " and ".join(f"“{words.measure(slug).name}”" for slug in shown)
                yield (
                    f"{names} stand in one sum, so that by {dimension.name.lower()} only one of them may be "
                    "shown: the others would follow by subtraction."
                )


def is_breakdown_shown(breakdown: BreakdownSpec | None) -> bool:
    return breakdown is not None and breakdown.rule != "board"


def losses(before: Vocabulary, after: Vocabulary, entered: Iterable[FigurePlace]) -> Iterator[str]:
    """Figures that would lose their place: a measure, a row or a breakdown gone, or under another code."""
    lost = [p for p in entered if before.has(*p) and not after.has(*p)]
    measures = {measure.slug for measure in after.measures}
    rows = {(category.dimension, category.slug) for category in after.categories}
    found = {}
    for place in lost:
        name = before.measure(place.measure).name
        if place.measure not in measures:
            what = f"“{name}”"
        elif (place.dimension, place.category) not in rows:
            what = f"“{before.category(place.dimension, place.category).name}”"
        elif place.dimension == TRUST:
            what = f"“{name}” for the whole Trust"
        else:
            what = f"“{name}” by {before.dimension(place.dimension).name.lower()}"
        found[what] = f"{what} is in use: figures have been entered for it, under its code."
    yield from found.values()


def weaker(before: Vocabulary, after: Vocabulary, entered: Iterable[FigurePlace]) -> Iterator[str]:
    """What protected figures that have been entered and would do so less."""
    entered = tuple(entered)
    used, dimensions = {p.measure for p in entered}, {p.dimension for p in entered}
    yield from weaker_measures(before, after, used)
    yield from weaker_dimensions(before, after, dimensions)
    for old in before.breakdowns:
        new = after.breakdown(old.measure, old.dimension)
        if new is None or before.dimension(old.dimension).kind != "part":
            continue
        if any(place[:2] == (old.measure, old.dimension) for place in entered) and (
            new.rule not in STRICTER[old.rule] or (new.rule == old.rule and new.counted_by != old.counted_by)
        ):
            name = f"“{before.measure(old.measure).name}” by {before.dimension(old.dimension).name.lower()}"
            yield f"{name} has figures, so what may be shown of it can only become stricter."


def weaker_measures(before: Vocabulary, after: Vocabulary, used: set[str]) -> Iterator[str]:
    there = {measure.slug: measure for measure in after.measures}
    for old in before.measures:
        new = there.get(old.slug)
        if new is None or old.slug not in used:
            continue
        if new.unit != old.unit:
            yield f"“{old.name}” has figures in its unit. Add another measure for the new one."
        if old.people_of and new.people_of != old.people_of:
            yield f"“{old.name}” stays a percentage of the same people: by them small numbers are found."
        if new.is_headcount != old.is_headcount:
            yield f"“{old.name}” has figures: by whom a part’s size is judged stays as it is."


def weaker_dimensions(before: Vocabulary, after: Vocabulary, used: set[str]) -> Iterator[str]:
    there = {dimension.slug: dimension for dimension in after.dimensions}
    rows = {(category.dimension, category.slug): category for category in after.categories}
    for old in before.dimensions:
        new = there.get(old.slug)
        if new is None or old.slug not in used:
            continue
        if new.kind != old.kind:
            yield f"“{old.name}” has figures: its kind stays, since it decides how they are protected."
        if old.rows_are == "people" and new.rows_are != "people":
            yield f"“{old.name}” has figures: that its rows are people, or where they work, stays as it is."
        if old.has_headcount and not new.has_headcount:
            yield f"The rows of “{old.name}” have figures, and are judged by their head count too."
        for row in before.categories_of(old.slug):
            if (old.slug, row.slug) in rows and rows[old.slug, row.slug].is_combined != row.is_combined:
                yield f"“{old.name}” has figures: the row that small ones are combined into stays."
