"""An attacker who knows the rules looks for cells that only one table can explain.

For each hidden cell it looks for another table with all that was ever published the same: one that is found
proves that the cell is open; a cell for which none is found counts as recovered. So it never finds too little.
Three attackers: `-` has the publications; `empty` knows besides which cells are zero; `insider` knows one row
of the hidden ones to the unit.

As a benchmark, over as many histories as asked for: `python tests/disclosure_enumeration.py 500`.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from disclosure_histories import QUARTERS, published_in_turn, quarter, words

ATTACKERS = ("-", "empty", "insider")
STEPS = (1, -1, 2, -2, 3, -3, 4, -4, 6, -6, 9, -9)


def random_history(rng, most=14, zeros=0.15):
    """One to four quarters of three to six departments; now and then one is not there, or reports nothing."""
    number = rng.randint(3, 5)
    quarters = []
    for period in QUARTERS[: rng.randint(1, 4)]:
        there = [rng.random() < 0.9 for _ in range(number)]
        raised = [rng.randint(0, most) if rng.random() > zeros else 0 for _ in there]
        doctors = [rng.randint(7, 40) for _ in there]
        rows = [[v if t else None for v, t in zip(row, there, strict=True)] for row in (raised, doctors)]
        fines = [rng.randint(0, 9) if rng.random() > zeros else 0 for _ in there]
        quarters.append(tuple(quarter(period, *rows, fines)))
    return words(number), quarters


def seen(vocabulary, quarters):
    return [public.figures for public in published_in_turn(vocabulary, quarters)]


def recovered(vocabulary, quarters) -> Iterator[tuple]:
    """Each attack on a cell, and whether it was recovered."""
    published = seen(vocabulary, quarters)
    shown = {
        (f.measure, f.category, f.period)
        for figures in published
        for f in figures
        if f.dimension == "department" and f.value is not None
    }
    for number, figures in enumerate(quarters):
        for measure in ("er_raised", "fines_count"):
            row = {
                f.category: f
                for f in figures
                if (f.measure, f.dimension) == (measure, "department") and f.value is not None
            }
            hidden = [c for c, f in row.items() if (measure, c, f.period) not in shown]
            for cell in hidden:
                for attacker in ATTACKERS:
                    for known in hidden if attacker == "insider" else (None,):
                        if known == cell or follows_from_the_total(row, cell, known, attacker):
                            continue
                        if attacker == "empty" and row[cell].value == 0:
                            continue
                        found = (
                            vocabulary,
                            quarters,
                            number,
                            measure,
                            hidden,
                            cell,
                            known,
                            attacker,
                            published,
                        )
                        yield attacker, (measure, cell, row[cell].period, known), not is_open(*found)


def follows_from_the_total(row, cell, known, attacker) -> bool:
    """What the Trust's own figure tells, without any table."""
    others = [
        int(f.value) for c, f in row.items() if c != known and not (attacker == "empty" and f.value == 0)
    ]
    return len(others) < 2 or sum(others) == 0 or (attacker == "empty" and sum(others) == len(others))


def is_open(vocabulary, quarters, number, measure, hidden, cell, known, attacker, published) -> bool:
    """Whether some other table, with another value in the cell, comes out as what was published."""
    values = {
        f.category: int(f.value)
        for f in quarters[number]
        if f.measure == measure and f.dimension == "department" and f.value is not None
    }
    free = [c for c in hidden if c not in (cell, known)]
    for changes in other_tables(cell, free):
        guess = {c: values[c] + step for c, step in changes.items()}
        if any(value < 0 for value in guess.values()):
            continue
        if attacker == "empty" and any((value == 0) != (values[c] == 0) for c, value in guess.items()):
            continue
        if seen(vocabulary, with_values(quarters, number, measure, guess)) == published:
            return True
    return False


def other_tables(cell, free) -> Iterator[dict]:
    """Moves that keep the sum: from one other row, then from two."""
    for step in STEPS:
        for other in free:
            yield {cell: step, other: -step}
    for step in STEPS:
        for one, two in permutations(free, 2):
            for more in STEPS:
                if more != step:
                    yield {cell: step, one: more - step, two: -more}


def with_values(quarters, number, measure, guess):
    figures = tuple(
        replace(f, value=Decimal(guess[f.category]))
        if f.measure == measure and f.dimension == "department" and f.category in guess
        else f
        for f in quarters[number]
    )
    return [*quarters[:number], figures, *quarters[number + 1 :]]


def run(histories, seed=1):
    """How many attacks there were by each attacker, and those that succeeded."""
    rng = random.Random(seed)
    tried, found = dict.fromkeys(ATTACKERS, 0), []
    for _ in range(histories):
        vocabulary, quarters = random_history(rng)
        for attacker, attack, is_recovered in recovered(vocabulary, quarters):
            tried[attacker] += 1
            if is_recovered:
                found.append((attacker, attack, quarters))
    return tried, found


if __name__ == "__main__":
    tried, found = run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(f"attacks: {tried}; recovered: {len(found)}")
    for attacker, attack, quarters in found[:5]:
        rows = {(f.measure, f.category, f.period.quarter): f.value for q in quarters for f in q}
        print(attacker, attack, rows)
