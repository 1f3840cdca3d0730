"""What answers add to the vocabulary, before anything is saved: rows, measures, breakdowns for the board."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from ..figures.types import Unit
from ..figures.vocabulary import BreakdownSpec, CategorySpec, MeasureSpec, Vocabulary, with_crossed_rows
from .names import HEADING

NEW = "new:"
BOARD = "board"


@dataclass(frozen=True, slots=True)
class Additions:
    rows: tuple[CategorySpec, ...] = ()
    measures: tuple[MeasureSpec, ...] = ()
    breakdowns: tuple[BreakdownSpec, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.measures or self.breakdowns)

    def to(self, vocabulary: Vocabulary) -> Vocabulary:
        return replace(
            vocabulary,
            measures=(*vocabulary.measures, *self.measures),
            categories=with_crossed_rows(vocabulary.dimensions, (*vocabulary.categories, *self.rows)),
            breakdowns=(*vocabulary.breakdowns, *self.breakdowns),
        )


def additions_of(answers: Mapping[str, str], vocabulary: Vocabulary) -> tuple[Additions, dict[str, str]]:
    """What is new, and the answers with codes in place of “new”. Only the board sees a new measure or table."""
    meanings = dict(answers)
    rows: dict[tuple[str, str], CategorySpec] = {}
    measures: dict[str, MeasureSpec] = {}
    breakdowns = []
    for key, answer in answers.items():
        kind, _, rest = key.partition("|")
        if answer.startswith(NEW) and kind.startswith("row:"):
            dimension, name = kind.removeprefix("row:"), answer.removeprefix(NEW)
            taken = {c.slug for c in vocabulary.categories_of(dimension)}
            slug = code(name, taken)
            rows[dimension, slug] = CategorySpec(dimension, slug, name[:80])
            meanings[key] = f"row:{dimension}:{slug}"
        elif answer.startswith(NEW) and kind == HEADING:
            unit, _, name = answer.removeprefix(NEW).partition(":")
            slug = code(name, {measure.slug for measure in vocabulary.measures}, "_")
            measures[slug] = MeasureSpec(slug, name[:160], cast(Unit, unit), is_board_only=True)
            meanings[key] = f"measure:{slug}"
        elif kind == "by" and answer == BOARD:
            measure, _, dimension = rest.partition("|")
            if vocabulary.breakdown(measure, dimension) is None:
                breakdowns.append(BreakdownSpec(measure, dimension, "board"))
    return Additions(tuple(rows.values()), tuple(measures.values()), tuple(breakdowns)), meanings


def code(name: str, taken: set[str], mark: str = "-") -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", mark, plain).strip(mark)[:50] or "row"
    number = 2
    found = slug
    while found in taken:
        found = f"{slug}{mark}{number}"
        number += 1
    return found


def added(before: Vocabulary, after: Vocabulary) -> Additions:
    """What one vocabulary has that the other has not."""
    crossing = {dimension.slug for dimension in after.dimensions if dimension.crosses}
    return Additions(
        tuple(c for c in after.categories if c not in before.categories and c.dimension not in crossing),
        tuple(m for m in after.measures if m not in before.measures),
        tuple(b for b in after.breakdowns if b not in before.breakdowns),
    )
