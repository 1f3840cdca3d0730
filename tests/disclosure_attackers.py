"""Two attackers who have everything we ever published, and know our rules."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.entered import Figure

Cell = tuple[str, str, object]  # measure, category, period
Equation = tuple[dict[Cell, Fraction], Fraction]


def equations_of(public, vocabulary, exists) -> Iterator[Equation]:
    """What one publication says about the cells of departments, as linear equations.

    `exists(cell)` is false for what was not applicable, which an attacker is taken to know.
    """
    parts = [c.slug for c in vocabulary.categories_of("department") if not c.is_combined]
    for measure in ("er_raised", "fines_count"):
        for period in public.periods:
            cells = {part: (measure, part, period) for part in parts}
            cells = {part: cell for part, cell in cells.items() if exists(cell)}
            table = {
                f.category: f
                for f in public.figures
                if (f.measure, f.dimension, f.period) == (measure, "department", period)
            }
            whole = public.value(measure, period)
            if whole is not None:
                yield {cell: Fraction(1) for cell in cells.values()}, Fraction(whole)
            for category, figure in table.items():
                if figure.value is not None:
                    members = [category] if category != "other" else [p for p in cells if p not in table]
                    yield {cells[m]: Fraction(1) for m in members if m in cells}, Fraction(figure.value)


def determined(equations: list[Equation]) -> dict[Cell, Fraction]:
    """The cells that follow from `equations` by elimination, exactly."""
    rows = []
    for row, value in equations:
        row, value = _reduced(dict(row), value, rows)
        if row:
            pivot = next(iter(row))
            row, value = {c: v / row[pivot] for c, v in row.items()}, value / row[pivot]
            rows = [(p, *_without(r, v, pivot, row, value)) for p, r, v in rows]
            rows.append((pivot, row, value))
    return {pivot: value for pivot, row, value in rows if len(row) == 1}


def _reduced(row, value, rows):
    for pivot, other, other_value in rows:
        row, value = _without(row, value, pivot, other, other_value)
    return row, value


def _without(row, value, pivot, other, other_value):
    factor = row.get(pivot)
    if not factor:
        return row, value
    result = {c: row.get(c, Fraction(0)) - factor * other.get(c, Fraction(0)) for c in {*row, *other}}
    return {c: v for c, v in result.items() if v}, value - factor * other_value


def possible_values(figures, vocabulary, thresholds) -> dict[Cell, set]:
    """For each count of a department or grade that is not shown: every value it can have, given our rules.

    The attacker tries all tables with the same sums, runs `publish()` on each and keeps those that come
    out as what was published. The head counts are taken to be known.
    """
    public = publish_figures(figures, vocabulary, thresholds)
    unknown = [f for f in figures if _is_hidden(f, public)]
    totals: dict[tuple, int] = {}
    for figure in unknown:
        key = (figure.measure, figure.period)
        totals[key] = totals.get(key, 0) + int(figure.value)
    found: dict[Cell, set] = {(f.measure, f.category, f.period): set() for f in unknown}
    groups = [[f for f in unknown if (f.measure, f.period) == key] for key in totals]
    ways = [_ways(total, len(group)) for total, group in zip(totals.values(), groups, strict=True)]
    flat = [figure for group in groups for figure in group]
    known = [f for f in figures if f not in unknown]
    for way in product(*ways):
        values = [value for part in way for value in part]
        guess = [_with(f, v) for f, v in zip(flat, values, strict=True)]
        if publish_figures([*known, *guess], vocabulary, thresholds).figures == public.figures:
            for figure in guess:
                found[figure.measure, figure.category, figure.period].add(figure.value)
    return found


def _is_hidden(figure: Figure, public) -> bool:
    if figure.dimension not in ("department", "grade") or figure.measure == "doctors":
        return False
    return not any(
        (f.measure, f.dimension, f.category, f.period)
        == (figure.measure, figure.dimension, figure.category, figure.period)
        for f in public.figures
    )


def _ways(total: int, parts: int) -> list[tuple[int, ...]]:
    if parts == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in _ways(total - first, parts - 1)]


def _with(figure: Figure, value: int) -> Figure:
    return replace(figure, value=Decimal(value))
