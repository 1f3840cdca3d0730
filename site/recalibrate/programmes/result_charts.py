"""Results drawn: before and after, who moved, what was ticked. Of the same few shapes as the Guardian's."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext

from recalibrate.guardian.charts.bars import bar_chart, grouped_bars
from recalibrate.guardian.charts.drawing import (
    Box,
    BoxKind,
    Drawing,
    RuleLine,
    Sketch,
    TextMark,
    round_coordinate,
)
from recalibrate.guardian.charts.types import BarRow, Chart, ChartCell, ChartTable

from .answers.comparison import Comparison, share
from .answers.sentences import MEMORY, comparison_finding, moved_finding
from .answers.types import Disclosed, Moved, OptionCount
from .answers.wording import SCALE_STEPS

ZERO = 30.0  # per cent from the left: not-yes goes left from here, yes right
APART = 66.0  # where the true middle begins, so that it looks like neither side
SCALE = 0.30  # per cent of the width for one percentage point, in all three
ROW, THICK, AXIS = 46.0, 16.0, 18.0


def comparison_chart(comparison: Comparison) -> Chart | None:
    """Nothing where both sides are withheld."""
    sides = [(when, side) for when, side in sides_of(comparison) if side.detail != "none"]
    if not sides:
        return None
    asked = sides[0][1].asked
    drawing = of_ticks(sides) if asked.kind == "many" else two_sided_drawing(sides)
    bounds = comparison.bounds
    return Chart(
        slug=f"asked-{asked.code}",
        finding=comparison_finding(comparison)
        if asked.kind != "many"
        else gettext("%(question)s: what was ticked") % {"question": asked.name},
        statistic=asked.text,
        drawing=drawing,
        table=answers_table(asked.text, sides),
        sources=(),
        note=bounds.sentence if bounds else "",
    )


def sides_of(comparison: Comparison) -> list[tuple[str, Disclosed]]:
    both = ((gettext("Before"), comparison.before), (gettext("After"), comparison.after))
    return [(when, side) for when, side in both if side is not None]


def two_sided_drawing(sides: Sequence[tuple[str, Disclosed]]) -> Drawing:
    sketch = Sketch()
    for number, (when, side) in enumerate(sides):
        y = number * ROW
        sketch.words.append(TextMark(0, y + 14, said_of(when, side)))
        no, middle, yes = in_three(side)
        draw_side(sketch, no, side.answered or 1, y + 21, is_left=True)
        draw_side(sketch, yes, side.answered or 1, y + 21, is_left=False)
        if middle is not None:
            width = round_coordinate(length(middle.count or 0, side.answered or 1))
            sketch.boxes.append(Box(APART, y + 21, width, THICK, "dots"))
            sketch.rules.append(RuleLine(APART, y + 18, APART, y + 24 + THICK, "event"))
        sketch.rules.append(RuleLine(ZERO, y + 18, ZERO, y + 24 + THICK, "event"))
    name_the_sides(sketch, len(sides) * ROW + 12, has_middle=in_three(sides[0][1])[1] is not None)
    return sketch.finished(len(sides) * ROW + AXIS)


def name_the_sides(sketch: Sketch, y: float, *, has_middle: bool) -> None:
    """Which way is which: the line alone does not say it."""
    sketch.words.append(TextMark(ZERO, y, gettext("not yes"), "faint", "end", -6))
    sketch.words.append(TextMark(ZERO, y, gettext("yes"), "faint", "start", 6))
    if has_middle:
        sketch.words.append(TextMark(APART, y, gettext("between"), "faint", "start", 6))


def said_of(when: str, side: Disclosed) -> str:
    said = gettext("%(when)s: %(yes)s of %(answered)s")
    return said % {"when": when, "yes": side.yes, "answered": side.answered}


def in_three(side: Disclosed) -> tuple[list[OptionCount], OptionCount | None, list[OptionCount]]:
    """Not yes from the middle outwards, the true middle of five steps, yes from the middle outwards."""
    rows = list(side.rows)
    middle = None
    if side.asked.kind == "scale" and len(rows) == SCALE_STEPS and not rows[2].is_yes:
        middle = rows.pop(2)
    no = [row for row in rows if not row.is_yes]
    return list(reversed(no)), middle, [row for row in rows if row.is_yes]


def draw_side(sketch: Sketch, rows: Sequence[OptionCount], answered: int, y: float, *, is_left: bool) -> None:
    """The mild answers next to the line, the strong at the end; empty ones keep their place."""
    x = ZERO
    for number, row in enumerate(rows):
        width = length(row.count or 0, answered)
        kind: BoxKind = "bar" if number == len(rows) - 1 else "hatch"
        if width:
            sketch.boxes.append(
                Box(round_coordinate(x - width if is_left else x), y, round_coordinate(width), THICK, kind)
            )
        x += -width if is_left else width


def length(count: int, answered: int) -> float:
    return SCALE * 100 * count / answered


def of_ticks(sides: Sequence[tuple[str, Disclosed]]) -> Drawing:
    """In the order of the answers, never the longest first: before and after stay beside each other."""
    if len(sides) == 1:
        return bar_chart([BarRow(row.text, cell_of(row)) for row in sides[0][1].rows])
    texts = [row.text for row in sides[-1][1].rows]
    groups = []
    for text in texts:
        bars = [
            BarRow(f"{when} ({side.answered})", cell_of(row))
            for when, side in sides
            for row in side.rows
            if row.text == text
        ]
        groups.append((text, bars))
    most = max((bar.cell.value or Decimal(0) for _, bars in groups for bar in bars), default=Decimal(1))
    return grouped_bars(groups, most or Decimal(1), has_track=False)


def cell_of(row: OptionCount) -> ChartCell:
    return ChartCell(None, "c") if row.count is None else ChartCell(Decimal(row.count))


def answers_table(caption: str, sides: Sequence[tuple[str, Disclosed]]) -> ChartTable:
    """Every count that is shown; the answer's own words once."""
    texts = list(dict.fromkeys(row.text for _, side in sides for row in side.rows))
    rows = [(text, tuple(count_in(side, text) for _, side in sides)) for text in texts]
    rows.append((gettext("Answered"), tuple(str(side.answered) for _, side in sides)))
    if any(side.apart for _, side in sides):
        rows.append((gettext("Prefer not to say"), tuple(str(side.apart or 0) for _, side in sides)))
    return ChartTable(caption, (gettext("Answer"), *(when for when, _ in sides)), tuple(rows))


def count_in(side: Disclosed, text: str) -> str:
    found = next((row for row in side.rows if row.text == text), None)
    if found is None:
        return "–"
    return cell_of(found).text if found.count is None else f"{found.count} ({part(found, side)})"


def part(row: OptionCount, side: Disclosed) -> str:
    return share(row.count or 0, side.answered or 0)


def chart_of_moved(moved: Moved) -> Chart:
    named = (
        (gettext("Higher now"), moved.up),
        (gettext("The same"), moved.same),
        (gettext("Lower now"), moved.down),
    )
    return Chart(
        slug=f"moved-{moved.asked.code}",
        finding=moved_finding(moved),
        statistic=moved.asked.text,
        drawing=bar_chart([BarRow(name, ChartCell(Decimal(count))) for name, count in named]),
        table=ChartTable(
            gettext("Looking back"),
            ("", gettext("People")),
            tuple((name, (str(count),)) for name, count in named),
        ),
        sources=(),
        note=gettext(MEMORY),
    )
