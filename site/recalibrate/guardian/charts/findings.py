"""The sentence above each chart, worked out from its values: what they show, and nothing about why."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from .bars import longest_first
from .ledger import QuarterAccount, pounds
from .signals import Signal, phases
from .spc import TREND, Centre, latest_stretch, latest_trend
from .stacks import sum_cells
from .types import BarRow, ChartCell, ChartEvent, LinePoint
from .words import format_number, percent


def of_months(points: Sequence[LinePoint], events: Sequence[ChartEvent] = ()) -> str:
    """A month outside its limits, else a run too long for chance, else the busiest month; never a cause.

    Compared with the months since the last known change of how people work or count.
    """
    part = phases(points, events)[-1]
    since = points[part.start : part.end]
    there = [(point.month, point.cell.value) for point in since if point.cell.value is not None]
    if not part.line.has_limits:
        return of_run(latest_stretch(since)) or of_busiest(there, part.line)
    for rule in ("outside", "trend", "near", "shift"):
        found = [signal for signal in part.signals if signal.rule == rule]
        if found:
            return of_signal(found[-1], points, part.line)
    return of_busiest(there, part.line)


def of_signal(signal: Signal, points: Sequence[LinePoint], line: Centre) -> str:
    """The rule that fired, in words, and where."""
    first, last = points[signal.first].month, points[signal.last].month
    months, length = f"{first:%B %Y} to {last:%B %Y}", signal.last - signal.first + 1
    match signal.rule:
        case "outside":
            value = points[signal.first].cell.value or Decimal(0)
            return f"{first:%B %Y} lies outside the usual range: {format_number(value)} reports"
        case "trend":
            more = "more" if signal.is_up else "fewer"
            return (
                f"{counted(length)} months in a row, each with {more} reports than the month before: {months}"
            )
        case "near":
            limit = "upper" if signal.is_up else "lower"
            return f"Two of three months lie close to the {limit} limit: {months}"
        case _:
            where = "above" if signal.is_up else "below"
            if signal.last == len(points) - 1:
                return f"The last {length} months lie {where} the mean of {mean_in_words(line)}"
            return (
                f"{counted(length)} months in a row lay {where} the mean of {mean_in_words(line)}: {months}"
            )


def counted(number: int) -> str:
    return {7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten"}.get(number, str(number))


def of_run(values: Sequence[Decimal]) -> str:
    """The rule of a run chart."""
    trend = latest_trend(values)
    more = "more" if trend.is_up else "fewer"
    said = f"Each of the last {trend.length - 1} months had {more} reports than the month before"
    return said if trend.length >= TREND else ""


def of_busiest(there: Sequence[tuple[date, Decimal]], line: Centre) -> str:
    most = max(value for _, value in there)
    busiest = [f"{month:%B %Y}" for month, value in there if value == most]
    if len(busiest) == 1 and len(there) > 1:
        return f"{busiest[0]} had {format_number(most)} reports, the most in these {len(there)} months"
    if line.has_limits:
        return f"These {len(there)} months differ by chance alone, around a mean of {mean_in_words(line)} reports"
    return f"Half of these {len(there)} months had {mean_in_words(line)} reports or more"


def mean_in_words(line: Centre) -> str:
    return format_number(round(line.value, 1))


def of_rates(rows: Sequence[BarRow], per: str) -> str:
    """From the lowest to the highest, both named, neither judged."""
    there = [row for row in longest_first(rows) if row.cell.value is not None]
    if len(there) < 2 or there[0].cell.value == there[-1].cell.value:
        return f"Reports {per} are {there[0].cell.text}" if there else f"Reports {per} are not published"
    low, high = there[-1], there[0]
    return f"Reports {per} range from {low.cell.text} ({low.name}) to {high.cell.text} ({high.name})"


def of_share(rows: Sequence[BarRow], things: str) -> str:
    """The largest part of a whole, with its share."""
    whole = sum_cells([row.cell for row in rows])
    largest = longest_first(rows)[0]
    if largest.cell.value is None or not whole:
        return f"There were no {things} to divide" if largest.cell.value is not None else f"No {things} shown"
    share = percent(largest.cell.value, whole)
    return f"{largest.name}: {format_number(largest.cell.value)} of {format_number(whole)} {things} ({share})"


def of_part(cell: ChartCell, whole: Decimal, things: str, what: str) -> str:
    """`251 of 338 reports had a first response within 7 days (74%)`."""
    if cell.value is None:
        return f"How many {things} {what}: {cell.text}"
    return f"{format_number(cell.value)} of {format_number(whole)} {things} {what} ({percent(cell.value, whole)})"


def of_vacancies(whole: ChartCell) -> str:
    if whole.value is None:
        return f"Vacancies: {whole.text}"
    return f"{whole.text} whole-time posts were vacant on average"


def of_ledger(accounts: Sequence[QuarterAccount]) -> str:
    last = accounts[-1]
    return (
        f"The fund took in {pounds(last.income)}, spent {pounds(last.spending)} "
        f"and holds {pounds(last.closing)}"
    )


def of_target(rows: Sequence[BarRow]) -> str:
    """How far the latest quarter’s percentages reach towards everyone."""
    values = [row.cell.value for row in rows if row.cell.value is not None]
    if not values:
        return "Rota notice was not measured this quarter"
    if min(values) == 100:
        return "Rota notice was met for everyone"
    if min(values) == max(values):
        return f"Rota notice was met for {format_number(values[0])}%"
    low, high = format_number(min(values)), format_number(max(values))
    return f"Rota notice was met for {low}% to {high}%, depending on the notice"
