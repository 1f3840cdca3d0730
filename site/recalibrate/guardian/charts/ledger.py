"""What came into a fund, what went out, and what is left, quarter after quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from recalibrate.translation import gettext

from .bars import ROW, THICK
from .drawing import Box, BoxKind, Drawing, Sketch, TextMark, round_coordinate
from .words import format_cell


@dataclass(frozen=True, slots=True)
class QuarterAccount:
    """One quarter: opening + income − spending = closing."""

    period: str
    opening: Decimal
    income: Decimal
    spending: Decimal
    closing: Decimal


class Step(NamedTuple):
    """A bar from `start` to `end`, in pounds, with its name above it and its amount at the page's end."""

    name: str
    start: Decimal
    end: Decimal
    amount: str
    kind: BoxKind


def ledger_chart(accounts: Sequence[QuarterAccount]) -> Drawing:
    """Balances as full bars; between them what came in (hatched) and what went out (outlined).

    Amounts end where the page ends: an SVG's words are clipped by nothing, and after its bar “+£1,032.30” ran
    over the edge of a phone.
    """
    most = max(account.opening + account.income for account in accounts) or Decimal(1)
    sketch = Sketch()
    first = accounts[0]
    before = gettext("In hand before {period}").format(period=first.period)
    steps = [Step(before, Decimal(0), first.opening, pounds(first.opening), "bar")]
    for account in accounts:
        steps += steps_of(account)
    for number, step in enumerate(steps):
        draw_step(sketch, number * ROW, step, most)
    return sketch.finished(len(steps) * ROW)


def steps_of(account: QuarterAccount) -> list[Step]:
    period, reached = account.period, account.opening + account.income
    came = gettext("{period}: fines in").format(period=period)
    went = gettext("{period}: spent").format(period=period)
    left = gettext("{period}: balance").format(period=period)
    return [
        Step(came, account.opening, reached, f"+{pounds(account.income)}", "hatch"),
        Step(went, account.closing, reached, f"−{pounds(account.spending)}", "open"),
        Step(left, Decimal(0), account.closing, pounds(account.closing), "bar"),
    ]


def draw_step(sketch: Sketch, y: float, step: Step, most: Decimal) -> None:
    x, width = (round_coordinate(100 * float(part / most)) for part in (step.start, step.end - step.start))
    sketch.words.append(TextMark(0, y + 14, step.name))
    sketch.boxes.append(Box(x, y + 21, width, THICK, step.kind))
    sketch.words.append(TextMark(100, y + 14, step.amount, "value", anchor="end"))


def pounds(value: Decimal) -> str:
    return format_cell(value, "", "GBP")
