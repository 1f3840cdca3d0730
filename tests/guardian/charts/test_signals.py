"""The four rules of Making Data Count, against an oracle of our own that reads them window by window."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from recalibrate.guardian.charts import findings
from recalibrate.guardian.charts.lines import line_chart
from recalibrate.guardian.charts.signals import phases
from recalibrate.guardian.charts.types import ChartCell, ChartEvent, LinePoint


def months(values):
    return [
        LinePoint(
            date(2024 + n // 12, n % 12 + 1, 1),
            ChartCell(None if value is None else Decimal(value), "x" if value is None else ""),
        )
        for n, value in enumerate(values)
    ]


def marked(values, events=()):
    points = months(values)
    return {
        place
        for phase in phases(points, events)
        for signal in phase.signals
        for place in signal.marks(phase.line, [p.cell.value for p in points])
    }


def oracle(values):
    """The published behaviour, in fractions: which points of a series without gaps are special causes, with limits
    fixed after twelve points."""
    count, first = len(values), values[:12]
    mean = Fraction(sum(first), len(first))
    moving = Fraction(sum(abs(b - a) for a, b in pairwise(first)), len(first) - 1)
    limit, close = Fraction(266, 100) * moving, Fraction(2, 3) * Fraction(266, 100) * moving
    away = [value - mean for value in values]
    found = {n for n, d in enumerate(away) if abs(d) > limit}
    is_close = [close < abs(d) <= limit for d in away]
    for n in range(count):
        seven = range(n, n + 7)
        if n + 7 <= count:
            if all(away[i] > 0 for i in seven) or all(away[i] < 0 for i in seven):
                found |= set(seven)
            steps = [values[i + 1] - values[i] for i in range(n, n + 6)]
            if all(s > 0 for s in steps) or all(s < 0 for s in steps):
                found |= set(seven)
        three = range(n, n + 3)
        one_side = n + 3 <= count and len({away[i] > 0 for i in three if away[i]}) == 1
        if one_side and all(away[i] for i in three) and sum(is_close[i] for i in three) >= 2:
            found |= {i for i in three if is_close[i]}
    return found


def generated(rng):
    """Months as they come: quiet ones, a shift, a drift, a peak."""
    count, level = rng.randint(12, 40), rng.randint(5, 200)
    values = [max(0, round(rng.gauss(level, level**0.5))) for _ in range(count)]
    kind, place = rng.choice(["quiet", "shift", "drift", "peak"]), rng.randrange(count)
    if kind == "shift":
        values[place:] = [v + level // 3 for v in values[place:]]
    if kind == "drift":
        values[place:] = [v + 3 * n for n, v in enumerate(values[place:])]
    if kind == "peak":
        values[place] *= 2
    return values


def test_the_same_points_are_marked_as_by_the_published_rules():
    rng = random.Random(600)
    series = [generated(rng) for _ in range(600)]

    same = sum(marked(values) == oracle(values) for values in series)

    assert sum(bool(oracle(values)) for values in series) > 200
    assert same == len(series)


NEW_RULES = ChartEvent(date(2025, 1, 10), "New rules", starts_anew=True)


def test_limits_start_anew_at_a_known_change():
    rng = random.Random(2)
    values = [rng.randint(45, 55) for _ in range(12)] + [rng.randint(95, 105) for _ in range(12)]

    assert len(marked(values)) > 10
    before, after = phases(months(values), [NEW_RULES])
    assert (after.start, after.reason) == (12, "New rules")
    assert 45 < before.line.value < 55 < 95 < after.line.value < 105
    assert len(marked(values, [NEW_RULES])) <= 2


def test_months_that_differ_by_chance_are_said_to():
    said = findings.of_months(months([10, 12, 11, 12] * 3))

    assert said == "These 12 months differ by chance alone, around a mean of 11.2 reports"


def test_an_event_that_changes_nothing_leaves_the_limits_as_they_are():
    assert len(phases(months([5] * 24), [ChartEvent(date(2025, 1, 10), "Changeover")])) == 1


def test_seven_rising_months_inside_the_limits_are_a_trend_and_marked():
    values = [50, 80, 30, 75, 35, 40, 45, 50, 55, 60, 65, 30, 70, 40]

    assert marked(values) >= set(range(4, 11))
    assert findings.of_months(months(values)) == (
        "Seven months in a row, each with more reports than the month before: May 2024 to November 2024"
    )
    drawing = line_chart(months(values), [])
    assert sum(dot.kind == "signal" for dot in drawing.dots) == len(marked(values))


def test_a_gap_ends_every_run():
    values = [50, 80, 30, 75, 35, 40, 45, None, 50, 55, 60, 65, 30, 70, 40]

    assert marked(values) == set()


def test_later_months_never_move_the_limits():
    rng = random.Random(5)
    values = [rng.randint(45, 55) for _ in range(12)]

    for later in ([], [52], [90] * 3, [None, 10, None], [rng.randint(0, 200) for _ in range(30)]):
        (phase,) = phases(months(values + later), [])
        assert phase.line == phases(months(values), [])[0].line


def test_a_gap_in_the_first_year_makes_the_baseline_longer_by_it():
    values = [50, 52, 49, None, 51, 50, 52, 49, 51, 50, 52, 49]

    assert not phases(months(values), [])[0].line.has_limits
    (phase,) = phases(months([*values, 53, 100]), [])
    assert phase.line.value == Decimal(sum(v for v in [*values, 53] if v)) / 12
