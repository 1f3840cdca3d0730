"""What a vocabulary may be: one that can be published without telling who a person is.

`faults()` are true of a vocabulary by itself. `losses()` and `weaker()` compare it with what it was: what has
been entered keeps its place, and what protects it only ever becomes stricter. All answer in sentences.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from recalibrate.translation import gettext

from .periods import MONTHS
from .types import ALL, TRUST
from .vocabulary import COUNTED, RATIOS, BreakdownSpec, DimensionSpec, MeasureSpec, Vocabulary

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
    for measure in words.measures:
        yield from measure_faults(measure)
    for dimension in words.dimensions:
        yield from dimension_faults(dimension, words)
    for breakdown in words.breakdowns:
        yield from breakdown_faults(breakdown, words)
    yield from balance_faults(words)


def whole_trust_faults(words: Vocabulary) -> Iterator[str]:
    if [d.slug for d in words.dimensions if d.kind == "whole"] != [TRUST]:
        yield gettext("Exactly one dimension is the whole Trust, with the code “{trust}”.").format(
            trust=TRUST
        )
    elif [c.slug for c in words.categories_of(TRUST)] != [ALL]:
        yield gettext("The whole Trust has one category, with the code “{all}”.").format(all=ALL)


def name_faults(words: Vocabulary) -> Iterator[str]:
    """Uploads are read by name or by code, so neither may mean two things."""
    kinds = [("measures", [(m.slug, m.name) for m in words.measures])]
    kinds.append(("dimensions", [(d.slug, d.name) for d in words.dimensions]))
    for d in words.dimensions:
        combined = [(d.combined_name, d.combined_name)] if d.combined_name else []
        rows = [(c.slug, c.name) for c in words.categories_of(d.slug)]
        kinds.append((gettext("rows of “{d}”").format(d=d.name), [*rows, *combined]))
    for kind, named in kinds:
        seen: set[str] = set()
        for entry in named:
            spoken = {word.strip().casefold() for word in entry}
            for word in sorted(spoken & seen):
                yield gettext(
                    "Two {kind} would be called “{word}”: an upload could not tell them apart."
                ).format(kind=kind, word=word)
            seen |= spoken
    for ratio in RATIOS:
        if any(measure.slug == ratio.slug for measure in words.measures):
            yield gettext("The code “{slug}” belongs to a rate that is worked out.").format(slug=ratio.slug)


def measure_faults(measure: MeasureSpec) -> Iterator[str]:
    if measure.counts_posts and (measure.unit in ("people", "percent") or measure.is_headcount):
        yield gettext("“{measure}” counts people, so it cannot be said to count posts.").format(
            measure=measure.name
        )


def dimension_faults(dimension: DimensionSpec, words: Vocabulary) -> Iterator[str]:
    shown = [b for b in words.breakdowns if b.dimension == dimension.slug and b.rule != "board"]
    categories = words.categories_of(dimension.slug)
    if dimension.kind == "month" and any(category.slug not in MONTHS for category in categories):
        yield gettext("The months of a quarter have the codes {months}.").format(months=", ".join(MONTHS))
    if dimension.kind == "whole" and any(b.dimension == dimension.slug for b in words.breakdowns):
        yield gettext("The whole Trust is not something to break a measure down by.")
    if dimension.kind == "split":
        yield from split_faults(dimension, shown, words)
    if dimension.kind != "part" or not shown:
        return
    if not dimension.combined_name or not any(category.is_combined for category in categories):
        yield (
            gettext(
                "“{dimension}” needs a name for its combined row, and the category that small rows are "
                "combined into, before anything by it is shown."
            ).format(dimension=dimension.name)
        )
    follows = any(b.rule == "follow" for b in shown)
    if follows and not any(b.rule == "merge" for b in shown):
        name = dimension.name.lower()
        yield gettext(
            "By {name}, nothing decides which rows are small: one measure must combine them."
        ).format(name=name)


def split_faults(dimension: DimensionSpec, shown: list[BreakdownSpec], words: Vocabulary) -> Iterator[str]:
    """A dimension of kinds is asked about: could its rows be people, or say where they work?"""
    if dimension.crosses:
        yield from crossing_faults(dimension, shown, words)
        return
    open_ones = [b for b in shown if b.rule == "open"]
    if open_ones and not dimension.rows_are:
        yield (
            gettext(
                "Are the rows of “{dimension}” people, or where they work, or kinds of thing? Say so with "
                "the dimension first: until then small cells are withheld."
            ).format(dimension=dimension.name)
        )
    if open_ones and dimension.rows_are == "people":
        yield (
            gettext(
                "The rows of “{dimension}” are people or where they work, so nothing by it is shown as "
                "entered. Choose “by each quarter’s own counts”."
            ).format(dimension=dimension.name)
        )
    people = [words.measure(b.measure).name for b in open_ones if words.may_be_people(b)]
    if dimension.rows_are == "posts" and people:
        yield (
            gettext(
                "The rows of “{dimension}” are posts, and “{people}” does not count posts: it is not shown "
                "by them as entered."
            ).format(dimension=dimension.name, people=people[0])
        )
    parts = [c.name for d in words.dimensions if d.kind == "part" for c in words.categories_of(d.slug)]
    if dimension.rows_are == "things":
        for row in words.categories_of(dimension.slug):
            if named := [part for part in parts if re.search(rf"\b{re.escape(part)}\b", row.name)]:
                yield (
                    gettext(
                        "“{row}” is a row of “{dimension}” and names “{named}”, a part of the Trust: its rows say "
                        "where people work."
                    ).format(row=row.name, dimension=dimension.name, named=named[0])
                )
                return


def crossing_faults(dimension: DimensionSpec, shown: list[BreakdownSpec], words: Vocabulary) -> Iterator[str]:
    """Two dimensions at once are for posts; of people and what happened to them they are the board’s."""
    if any(words.dimension(slug).crosses for slug in dimension.crosses):
        yield gettext("“{dimension}” crosses a dimension that crosses two itself.").format(
            dimension=dimension.name
        )
    for breakdown in shown:
        if breakdown.rule != "follow" or words.may_be_people(breakdown):
            yield (
                gettext(
                    "“{name}” by {lower} is for the board only: two dimensions at once are shown for counts of "
                    "posts alone, and “combined like the measure that decides”."
                ).format(name=words.measure(breakdown.measure).name, lower=dimension.name.lower())
            )


def breakdown_faults(breakdown: BreakdownSpec, words: Vocabulary) -> Iterator[str]:
    dimension, measure = words.dimension(breakdown.dimension), words.measure(breakdown.measure)
    counts_people = measure.unit in COUNTED and not measure.counts_posts
    if dimension.kind == "part" and breakdown.rule == "follow" and counts_people:
        yield (
            gettext(
                "“{measure}” counts one by one: its own counts must decide which of its rows are small. "
                "Choose “small parts combined” or “by each quarter’s own counts”."
            ).format(measure=measure.name)
        )
    if dimension.kind != "part" or breakdown.rule not in ("merge", "each-quarter"):
        return
    decider = breakdown.counted_by or breakdown.measure
    if words.measure(decider).unit not in COUNTED:
        yield gettext("“{measure}” is no count: only counts can tell which rows are small.").format(
            measure=measure.name
        )
    if breakdown.rule == "merge" and breakdown.counted_by:
        yield gettext("Only “each quarter’s own counts” can be decided by another measure.")
    if not words.breakdown(decider, breakdown.dimension):
        name = words.measure(decider).name
        yield gettext("“{name}” is not given by {lower}, so it cannot decide.").format(
            name=name, lower=dimension.name.lower()
        )


def balance_faults(words: Vocabulary) -> Iterator[str]:
    for balance in words.balances:
        slugs = (balance.opening, balance.increase, balance.decrease, balance.closing)
        if len(set(slugs)) < 4:
            yield gettext("A sum needs four different measures.")
        if len({words.measure(slug).unit for slug in slugs}) > 1:
            yield gettext("The four measures of a sum are counted in the same unit.")
        for dimension in words.dimensions:
            shown = [s for s in slugs if is_breakdown_shown(words.breakdown(s, dimension.slug))]
            if dimension.kind == "part" and len(shown) > 1:
                names = " and ".join(f"“{words.measure(slug).name}”" for slug in shown)
                yield (
                    gettext(
                        "{names} are in one sum, so that by {lower} only one of them may be shown: the others would "
                        "follow by subtraction."
                    ).format(names=names, lower=dimension.name.lower())
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
            what = gettext("“{name}” for the whole Trust").format(name=name)
        else:
            what = gettext("“{name}” by {lower}").format(
                name=name, lower=before.dimension(place.dimension).name.lower()
            )
        found[what] = gettext("{what} is in use: figures have been entered for it, under its code.").format(
            what=what
        )
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
            name = gettext("“{name}” by {lower}").format(
                name=before.measure(old.measure).name, lower=before.dimension(old.dimension).name.lower()
            )
            yield gettext("{name} has figures, so what may be shown of it can only become stricter.").format(
                name=name
            )


def weaker_measures(before: Vocabulary, after: Vocabulary, used: set[str]) -> Iterator[str]:
    there = {measure.slug: measure for measure in after.measures}
    for old in before.measures:
        new = there.get(old.slug)
        if new is None or old.slug not in used:
            continue
        if new.unit != old.unit:
            yield gettext("“{old}” has figures in its unit. Add another measure for the new one.").format(
                old=old.name
            )
        if old.people_of and new.people_of != old.people_of:
            yield gettext(
                "“{old}” stays a percentage of the same people: by them small numbers are found."
            ).format(old=old.name)
        if new.counts_posts and not old.counts_posts:
            yield gettext("“{old}” has figures: that it may count people stays as it is.").format(
                old=old.name
            )
        if new.is_headcount != old.is_headcount:
            yield gettext("“{old}” has figures: by whom a part’s size is judged stays as it is.").format(
                old=old.name
            )


def weaker_dimensions(before: Vocabulary, after: Vocabulary, used: set[str]) -> Iterator[str]:
    there = {dimension.slug: dimension for dimension in after.dimensions}
    rows = {(category.dimension, category.slug): category for category in after.categories}
    for old in before.dimensions:
        new = there.get(old.slug)
        if new is None or old.slug not in used:
            continue
        if new.kind != old.kind:
            yield gettext(
                "“{old}” has figures: its kind stays, since it decides how they are protected."
            ).format(old=old.name)
        if new.crosses != old.crosses:
            yield gettext("“{old}” has figures: the two dimensions that it crosses stay.").format(
                old=old.name
            )
        if old.rows_are == "people" and new.rows_are != "people":
            yield gettext(
                "“{old}” has figures: that its rows are people, or where they work, stays as it is."
            ).format(old=old.name)
        if old.has_headcount and not new.has_headcount:
            yield gettext("The rows of “{old}” have figures, and are judged by their head count too.").format(
                old=old.name
            )
        for row in before.categories_of(old.slug):
            if (old.slug, row.slug) in rows and rows[old.slug, row.slug].is_combined != row.is_combined:
                yield gettext("“{old}” has figures: the row that small ones are combined into stays.").format(
                    old=old.name
                )
