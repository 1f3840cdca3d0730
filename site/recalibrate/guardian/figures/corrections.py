"""What a correction changes for readers, and which names it may use when it says so."""

import re
from collections.abc import Set
from dataclasses import dataclass

from recalibrate.translation import gettext

from .periods import Period
from .public import PublicFigure, PublicFigures
from .sums import format_figure
from .types import TRUST
from .vocabulary import RATIOS, Vocabulary


@dataclass(frozen=True, slots=True)
class Change:
    """One public cell before and after."""

    sentence: str
    period: Period


def changes(before: PublicFigures, after: PublicFigures) -> tuple[Change, ...]:
    """The public cells that differ, in words. Rates follow from them and are left out."""
    rates = {ratio.slug for ratio in RATIOS}
    were = {_place(figure): figure for figure in before.figures}
    return tuple(
        Change(_sentence(were.get(_place(figure)), figure, after.vocabulary), figure.period)
        for figure in after.figures
        if figure.measure not in rates and _differs(were.get(_place(figure)), figure)
    )


def forbidden_names(text: str, public: PublicFigures, touched: Set[str]) -> tuple[str, ...]:
    """The parts of the Trust named in `text` that readers cannot see there, by name.

    When measures were `touched`, a part must be shown for each of them that has parts at all; a
    department's own row of reports does not allow a word on its closed ones.
    """
    return tuple(
        category.name
        for dimension in public.vocabulary.dimensions
        if dimension.kind == "part"
        for category in public.vocabulary.categories_of(dimension.slug)
        if not category.is_combined
        and _names(text, category.name, dimension.combined_name)
        and not _may_be_named(dimension.slug, category.slug, public, touched)
    )


def _names(text: str, name: str, combined_name: str) -> bool:
    without_combined = text.replace(combined_name, "") if combined_name else text
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", without_combined, re.I) is not None


def _may_be_named(dimension: str, category: str, public: PublicFigures, touched: Set[str]) -> bool:
    shown_in = {f.measure for f in public.figures if (f.dimension, f.category) == (dimension, category)}
    by_part = {measure for measure in touched if public.vocabulary.breakdown(measure, dimension)}
    return by_part <= shown_in if by_part else bool(shown_in)


def _place(figure: PublicFigure) -> tuple[str, str, str, Period]:
    return figure.measure, figure.dimension, figure.category, figure.period


def _differs(before: PublicFigure | None, after: PublicFigure) -> bool:
    return before is None or (before.value, before.status) != (after.value, after.status)


def _sentence(before: PublicFigure | None, after: PublicFigure, vocabulary: Vocabulary) -> str:
    name = vocabulary.measure(after.measure).name
    row = "" if after.dimension == TRUST else f", {after.name}"
    was = _cell(before) if before else gettext("not given")
    return gettext("{figure}: from {was} to {now}.").format(figure=f"{name}{row}", was=was, now=_cell(after))


def _cell(figure: PublicFigure) -> str:
    return f"[{figure.status}]" if figure.value is None else format_figure(figure.value, figure.unit)
