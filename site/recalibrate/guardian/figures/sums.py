"""Sums that must agree, each checked and told in words that name the figures."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from recalibrate.translation import gettext

from .entered import Figure
from .periods import Period
from .types import ALL, TRUST, Unit
from .vocabulary import BalanceSpec, BreakdownSpec, Vocabulary

Verdict = Literal["agrees", "differs", "missing"]


@dataclass(frozen=True, slots=True)
class SumCheck:
    """One sum. "missing" when a figure that it needs has not been entered yet."""

    verdict: Verdict
    sentence: str
    period: Period


class Sums:
    """The checks of one quarter, with the quarters beside it for what is carried over."""

    def __init__(self, figures: Iterable[Figure], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.rows: dict[tuple[str, str, Period], dict[str, Figure]] = {}
        for figure in figures:
            key = (figure.measure, figure.dimension, figure.period)
            self.rows.setdefault(key, {})[figure.category] = figure

    def checks(self, period: Period) -> tuple[SumCheck, ...]:
        found = [check for balance in self.vocabulary.balances for check in self.balance(balance, period)]
        for breakdown in self.vocabulary.breakdowns:
            if (breakdown.measure, breakdown.dimension, period) in self.rows:
                found += self.completeness(breakdown, period)
                found += self.total(breakdown, period) if breakdown.adds_up else ()
        return tuple(replace(check, sentence=_capital(check.sentence)) for check in found)

    def balance(self, balance: BalanceSpec, period: Period) -> Iterator[SumCheck]:
        names = (balance.opening, balance.increase, balance.decrease, balance.closing)
        for dimension, category in self.places(names, period):
            values = [self.value(name, period, dimension, category) for name in names]
            where = "" if dimension == TRUST else f"{self.name(dimension, category)}: "
            yield self.balanced(where, names, values, period)
        yield from self.carried(balance, period)

    def balanced(
        self, where: str, names: tuple[str, ...], values: list[Decimal | None], period: Period
    ) -> SumCheck:
        opening, increase, decrease, closing = values
        if opening is None or increase is None or decrease is None or closing is None:
            missing = [self.spoken(n) for n, value in zip(names, values, strict=True) if value is None]
            return SumCheck(
                "missing",
                where + gettext("Still to enter: {figures}.").format(figures=", ".join(missing)),
                period,
            )
        unit = self.vocabulary.measure(names[0]).unit
        result = opening + increase - decrease
        spoken = [
            f"{self.spoken(name)} {format_figure(value or Decimal(0), unit)}"
            for name, value in zip(names, values, strict=True)
        ]
        left = f"{where}{spoken[0]} + {spoken[1]} − {spoken[2]} = {format_figure(result, unit)}"
        if result == closing:
            return SumCheck(
                "agrees",
                gettext("{sum}, as entered for {measure}.").format(sum=left, measure=self.spoken(names[3])),
                period,
            )
        return SumCheck(
            "differs",
            gettext("{sum}, but {measure} says {number}.").format(
                sum=left, measure=self.spoken(names[3]), number=format_figure(closing, unit)
            ),
            period,
        )

    def carried(self, balance: BalanceSpec, period: Period) -> Iterator[SumCheck]:
        """This quarter opens where the last one closed, and the next opens where this one closes."""
        previous = Period(period.start_year - 1, 4) if period.quarter == 1 else None
        previous = previous or Period(period.start_year, period.quarter - 1)
        for earlier in (previous, period):
            for dimension, category in self.places((balance.closing,), earlier):
                closing = self.value(balance.closing, earlier, dimension, category)
                opening = self.value(balance.opening, earlier.next, dimension, category)
                if closing is not None and opening is not None:
                    where = "" if dimension == TRUST else f"{self.name(dimension, category)}: "
                    yield self.carries(where, balance, earlier, closing, opening)

    def carries(
        self, where: str, balance: BalanceSpec, earlier: Period, closing: Decimal, opening: Decimal
    ) -> SumCheck:
        unit = self.vocabulary.measure(balance.closing).unit
        left = where + gettext("{measure} in {period} {number}").format(
            measure=self.spoken(balance.closing), period=earlier.name, number=format_figure(closing, unit)
        )
        right = gettext("{measure} in {period}").format(
            measure=self.spoken(balance.opening), period=earlier.next.name
        )
        if closing == opening:
            return SumCheck("agrees", f"{left} = {right}.", earlier)
        return SumCheck(
            "differs",
            gettext("{sum}, but {measure} says {number}.").format(
                sum=left, measure=right, number=format_figure(opening, unit)
            ),
            earlier,
        )

    def total(self, breakdown: BreakdownSpec, period: Period) -> Iterator[SumCheck]:
        row = self.rows[breakdown.measure, breakdown.dimension, period]
        values = [figure.value for figure in row.values() if figure.value is not None]
        whole = self.value(breakdown.measure, period, TRUST, ALL)
        unit = self.vocabulary.measure(breakdown.measure).unit
        by = self.by(breakdown)
        added = " + ".join(format_figure(value, unit) for value in values)
        added = f"{by}: {added} = {format_figure(sum(values, Decimal(0)), unit)}"
        if whole is None:
            yield SumCheck(
                "missing",
                gettext("{by}: the figure for the whole Trust is still to enter.").format(by=by),
                period,
            )
        elif sum(values) == whole:
            yield SumCheck(
                "agrees", gettext("{sum}, the figure for the whole Trust.").format(sum=added), period
            )
        else:
            yield SumCheck(
                "differs",
                gettext("{sum}, but the whole Trust says {number}.").format(
                    sum=added, number=format_figure(whole, unit)
                ),
                period,
            )

    def completeness(self, breakdown: BreakdownSpec, period: Period) -> Iterator[SumCheck]:
        """Every category is there: a 0 is typed, never left out. Fines list only who was fined."""
        if breakdown.rule == "each-quarter":
            return
        row = self.rows[breakdown.measure, breakdown.dimension, period]
        combined = self.vocabulary.combined(breakdown.dimension)
        categories = self.vocabulary.categories_of(breakdown.dimension)
        missing = [c.name for c in categories if c.slug not in row and not c.is_combined]
        if missing and combined not in row:
            yield SumCheck(
                "missing",
                gettext(
                    "{by}: still to enter: {missing} (a 0 if there was none, [z] if it does not apply)."
                ).format(by=self.by(breakdown), missing=", ".join(missing)),
                period,
            )

    def places(self, measures: tuple[str, ...], period: Period) -> list[tuple[str, str]]:
        """Where these measures are entered, the whole Trust first; parts only if more than one of them is."""
        found = Counter(
            (dimension, category)
            for (measure, dimension, of), row in self.rows.items()
            if of == period and measure in measures
            for category in row
        )
        needed = min(2, len(measures))
        places = [place for place, count in found.items() if place[0] == TRUST or count >= needed]
        return sorted(places, key=lambda place: (place[0] != TRUST, place))

    def value(self, measure: str, period: Period, dimension: str, category: str) -> Decimal | None:
        figure = self.rows.get((measure, dimension, period), {}).get(category)
        return figure.value if figure else None

    def spoken(self, measure: str) -> str:
        """The measure's name inside a sentence."""
        name = self.vocabulary.measure(measure).name
        return name[:1].lower() + name[1:]

    def by(self, breakdown: BreakdownSpec) -> str:
        dimension = self.vocabulary.dimension(breakdown.dimension)
        return gettext("{measure} by {dimension}").format(
            measure=self.spoken(breakdown.measure), dimension=dimension.name.lower()
        )

    def name(self, dimension: str, category: str) -> str:
        return self.vocabulary.category(dimension, category).name


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def format_figure(value: Decimal, unit: Unit) -> str:
    """A number as people write it: £2,314.80, 1,032, 18.4, 54.9%."""
    match unit:
        case "GBP":
            return f"£{value:,.2f}"
        case "percent":
            return f"{format_number(value)}%"
        case _:
            return format_number(value)


def format_number(value: Decimal) -> str:
    """Without a trailing zero that was never entered."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
