"""What came into a fund, what went out, and what is left, quarter after quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

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


def ledger_chart(accounts: Sequence[QuarterAccount]) -> Drawing:
    """Balances as full bars; between them what came in (hatched) and what went out (outlined).

    Amounts end where the page ends: an SVG's words are clipped by nothing, and after its bar “+£1,032.30” ran
    over the edge of a phone.
    """
    most = max(account.opening + account.income for account in accounts) or Decimal(1)
    sketch = Sketch()
    first = accounts[0]
    steps: list[tuple[str, Decimal, Decimal, str, BoxKind]] = [
        (f"In hand before {first.period}", Decimal(0), first.opening, pounds(first.opening), "bar")
    ]
    for account in accounts:
        reached = account.opening + account.income
        steps += [
            (f"{account.period}: fines in", account.opening, reached, f"+{pounds(account.income)}", "hatch"),
            (f"{account.period}: spent", account.closing, reached, f"−{pounds(account.spending)}", "open"),
            (f"{account.period}: balance", Decimal(0), account.closing, pounds(account.closing), "bar"),
        ]
    for number, step in enumerate(steps):
        draw_step(sketch, number * ROW, step, most)
    return sketch.finished(len(steps) * ROW)


def draw_step(
    sketch: Sketch, y: float, step: tuple[str, Decimal, Decimal, str, BoxKind], most: Decimal
) -> None:
    name, start, end, text, kind = step
    x, width = (round_coordinate(100 * float(part / most)) for part in (start, end - start))
    sketch.words.append(TextMark(0, y + 14, name))
    sketch.boxes.append(Box(x, y + 21, width, THICK, kind))
    sketch.words.append(TextMark(100, y + 14, text, "value", anchor="end"))


def pounds(value: Decimal) -> str:
    return format_cell(value, "", "GBP")
