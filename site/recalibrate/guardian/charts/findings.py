"""The sentence above each chart, worked out from its values: what they show, and nothing about why."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from recalibrate.translation import gettext, gettext_noop

from ..figures.periods import month_and_year
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
    first, last = month_and_year(points[signal.first].month), month_and_year(points[signal.last].month)
    is_latest = signal.rule == "shift" and signal.last == len(points) - 1
    sentence = gettext(SIGNALS["latest" if is_latest else signal.rule, signal.is_up])
    length = signal.last - signal.first + 1
    return sentence.format(
        number=format_number(points[signal.first].cell.value or Decimal(0)), first=first, last=last,
        counted=counted(length), length=length, mean=mean_in_words(line),
    )  # fmt: skip


# By the rule, and whether it is up.
SIGNALS: dict[tuple[str, bool], str] = {
    ("outside", True): gettext_noop("{first} is outside the usual range: {number} reports"),
    ("outside", False): gettext_noop("{first} is outside the usual range: {number} reports"),
    ("trend", True): gettext_noop(
        "{counted} months in a row, each with more reports than the month before: {first} to {last}"
    ),
    ("trend", False): gettext_noop(
        "{counted} months in a row, each with fewer reports than the month before: {first} to {last}"
    ),
    ("near", True): gettext_noop("Two of three months are close to the upper limit: {first} to {last}"),
    ("near", False): gettext_noop("Two of three months are close to the lower limit: {first} to {last}"),
    ("latest", True): gettext_noop("The last {length} months are above the mean of {mean}"),
    ("latest", False): gettext_noop("The last {length} months are below the mean of {mean}"),
    ("shift", True): gettext_noop(
        "{counted} months in a row were above the mean of {mean}: {first} to {last}"
    ),
    ("shift", False): gettext_noop(
        "{counted} months in a row were below the mean of {mean}: {first} to {last}"
    ),
}


def counted(number: int) -> str:
    words = {7: gettext("Seven"), 8: gettext("Eight"), 9: gettext("Nine"), 10: gettext("Ten")}
    return words.get(number, str(number))


def of_run(values: Sequence[Decimal]) -> str:
    """The rule of a run chart."""
    trend = latest_trend(values)
    if trend.length < TREND:
        return ""
    more = gettext("Each of the last {number} months had more reports than the month before")
    fewer = gettext("Each of the last {number} months had fewer reports than the month before")
    return (more if trend.is_up else fewer).format(number=trend.length - 1)


def of_busiest(there: Sequence[tuple[date, Decimal]], line: Centre) -> str:
    most = max(value for _, value in there)
    busiest = [month_and_year(month) for month, value in there if value == most]
    if len(busiest) == 1 and len(there) > 1:
        sentence = gettext("{month} had {number} reports, the most in these {months} months")
        return sentence.format(month=busiest[0], number=format_number(most), months=len(there))
    if line.has_limits:
        sentence = gettext("These {months} months differ by chance alone, around a mean of {number} reports")
    else:
        sentence = gettext("Half of these {months} months had {number} reports or more")
    return sentence.format(months=len(there), number=mean_in_words(line))


def mean_in_words(line: Centre) -> str:
    return format_number(round(line.value, 1))


def of_rates(rows: Sequence[BarRow], per: str) -> str:
    """From the lowest to the highest, both named, neither judged."""
    there = [row for row in longest_first(rows) if row.cell.value is not None]
    if len(there) < 2 or there[0].cell.value == there[-1].cell.value:
        return (
            gettext("Reports {per} are {text}").format(per=per, text=there[0].cell.text)
            if there
            else gettext("Reports {per} are not published").format(per=per)
        )
    low, high = there[-1], there[0]
    return gettext("Reports {per} range from {least} ({low}) to {most} ({high})").format(
        per=per, least=low.cell.text, low=low.name, most=high.cell.text, high=high.name
    )


def of_share(rows: Sequence[BarRow], things: str) -> str:
    """The largest part of a whole, with its share."""
    whole = sum_cells([row.cell for row in rows])
    largest = longest_first(rows)[0]
    if largest.cell.value is None or not whole:
        return (
            gettext("There were no {things} to divide").format(things=things)
            if largest.cell.value is not None
            else gettext("No {things} shown").format(things=things)
        )
    share = percent(largest.cell.value, whole)
    return gettext("{largest}: {value} of {whole} {things} ({share})").format(
        largest=largest.name,
        value=format_number(largest.cell.value),
        whole=format_number(whole),
        things=things,
        share=share,
    )


def of_part(cell: ChartCell, whole: Decimal, things: str, what: str) -> str:
    """`251 of 338 reports had a first response within 7 days (74%)`."""
    if cell.value is None:
        return gettext("How many {things} {what}: {text}").format(things=things, what=what, text=cell.text)
    return gettext("{value} of {whole} {things} {what} ({percent})").format(
        value=format_number(cell.value),
        whole=format_number(whole),
        things=things,
        what=what,
        percent=percent(cell.value, whole),
    )


def of_vacancies(whole: ChartCell) -> str:
    if whole.value is None:
        return gettext("Vacancies: {text}").format(text=whole.text)
    return gettext("{text} whole-time posts were vacant on average").format(text=whole.text)


def of_ledger(accounts: Sequence[QuarterAccount]) -> str:
    last = accounts[-1]
    return gettext("The fund took in {income}, spent {spending} and holds {closing}").format(
        income=pounds(last.income), spending=pounds(last.spending), closing=pounds(last.closing)
    )


def of_target(rows: Sequence[BarRow]) -> str:
    """How far the latest quarter’s percentages reach towards everyone."""
    values = [row.cell.value for row in rows if row.cell.value is not None]
    if not values:
        return gettext("Rota notice was not measured this quarter")
    if min(values) == 100:
        return gettext("Rota notice was met for everyone")
    if min(values) == max(values):
        return gettext("Rota notice was met for {percent}%").format(percent=format_number(values[0]))
    low, high = format_number(min(values)), format_number(max(values))
    return gettext("Rota notice was met for {low}% to {high}%, depending on the notice").format(
        low=low, high=high
    )
