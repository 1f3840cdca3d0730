"""Rows of two dimensions at once, pasted into the grid: a department, a grade, then the numbers.

Sixty posts would be three hundred boxes, of which a quarter needs a few.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .figures.row_names import other_names
from .figures.vocabulary import CROSS, Vocabulary


@dataclass(slots=True)
class PastedRows:
    """`texts` by measure and row; `left` are the lines that could not be placed, each with why."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)


def read_crossed_rows(text: str, vocabulary: Vocabulary, dimension: str) -> PastedRows:
    """Columns divided by tabs, or by commas as in a CSV file, in the order of the grid’s columns."""
    measures = [b.measure for b in vocabulary.breakdowns if b.dimension == dimension]
    rows = [names_of_rows(vocabulary, of) for of in vocabulary.dimension(dimension).crosses]
    found = PastedRows()
    for line in filter(str.strip, text.splitlines()):
        cells = [c.strip() for c in (line.split("\t") if "\t" in line else next(csv.reader([line])))]
        if why := why_not_placed(cells, rows, measures):
            found.left.append((line, why))
            continue
        row = CROSS.join(names[cell.casefold()] for names, cell in zip(rows, cells[:2], strict=True))
        found.texts |= {(m, row): text for m, text in zip(measures, cells[2:], strict=False) if text}
    return found


def why_not_placed(cells: Sequence[str], rows: Sequence[Mapping[str, str]], measures: Sequence[str]) -> str:
    if len(cells) < 3:
        return _("Write both names, then at least one number.")
    if len(cells) - 2 > len(measures):
        return ngettext(
            "There is %(number)s column of numbers here.",
            "There are %(number)s columns of numbers here.",
            len(measures),
        ) % {"number": len(measures)}
    for names, cell in zip(rows, cells[:2], strict=True):
        if cell.casefold() not in names:
            return _("“%(name)s” is no row that we know. Add it to the vocabulary, or write its name.") % {
                "name": cell
            }
    return ""


def names_of_rows(vocabulary: Vocabulary, dimension: str) -> dict[str, str]:
    """The code of each row by its code, its name and what else it is called."""
    return {
        name.casefold(): row.slug
        for row in vocabulary.categories_of(dimension)
        for name in (*other_names(row.name), row.slug, row.name)
    }
