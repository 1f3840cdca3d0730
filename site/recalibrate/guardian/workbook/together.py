"""Figures from all tables beside each other: two names for one row, and tables that contradict each other."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from recalibrate.translation import gettext

from ..figures.entered import Figure
from ..figures.entry import Fault
from ..figures.types import ALL, TRUST
from .findings import Answers, BookReading, Choice, Entry, Spot
from .fold import SUMMED, Part
from .words import plain

ADD = "add"


class Together:
    def __init__(self, out: BookReading, answers: Answers) -> None:
        self.out = out
        self.answers = answers
        self.parts: dict[Spot, list[Part]] = {}

    def add(self, part: Part) -> None:
        entry = part.entry
        self.parts.setdefault((entry.measure, part.dimension, part.category, entry.period), []).append(part)

    def settle(self) -> None:
        for spot, parts in self.parts.items():
            given = [part for part in parts if not part.is_derived] or parts[:1]
            tables: dict[str, list[Part]] = {}
            for part in given:
                tables.setdefault(part.entry.table, []).append(part)
            found = [one for of in tables.values() if (one := self.of_table(spot, of))]
            if found:
                self.keep(spot, found)

    def of_table(self, spot: Spot, parts: list[Part]) -> Part | None:
        """What one table says of one figure; None if it has to be asked first."""
        if len(parts) == 1:
            return None if parts[0].entry.is_unclear else parts[0]
        labels: dict[str, list[Part]] = {}
        for part in parts:
            labels.setdefault(plain(part.entry.label), []).append(part)
        for label, same in labels.items():
            if len({(part.entry.value, part.entry.status, part.entry.is_unclear) for part in same}) > 1:
                self.stands_twice(spot, same)
                return None
            for again in same[1:]:
                self.say_again(again.entry, same[0].entry)
            labels[label] = same[:1]
        parts = [same[0] for same in labels.values()]
        if len(parts) == 1:
            return None if parts[0].entry.is_unclear else parts[0]
        if any(part.entry.is_unclear for part in parts):
            return None
        if all(part.entry.is_chosen for part in parts):
            return self.added(spot, parts)
        return self.asked(spot, labels, parts)

    def say_again(self, again: Entry, first: Entry) -> None:
        sentence = gettext("Row {row} says the same as row {other}, and counts once.").format(
            row=again.row, other=first.row
        )
        if sentence not in self.out.notices:
            self.out.notices.append(sentence)

    def stands_twice(self, spot: Spot, parts: Sequence[Part]) -> None:
        first, second = parts[0].entry, parts[1].entry
        sentence = gettext("The same figure is in row {row} already.").format(row=first.row)
        self.fault(spot, second, sentence)

    def asked(self, spot: Spot, labels: dict[str, list[Part]], parts: Sequence[Part]) -> Part | None:
        _, dimension, category, _ = spot
        key = "|".join(["together", dimension, category, *sorted(labels)])
        answer = self.answers.given.get(key, "")
        if answer == ADD:
            return self.added(spot, parts)
        if answer in labels:
            return labels[answer][0]
        name = self.out.vocabulary.category(dimension, category).name
        spoken = " and ".join(f"“{part.entry.label}” ({_shown(part.entry)})" for part in parts)
        options = [("", gettext("Choose")), (ADD, gettext("Two parts of it: add them up"))]
        options += [
            (label, gettext("The same twice: keep “{label}”").format(label=of[0].entry.label))
            for label, of in labels.items()
        ]
        self.out.choices.setdefault(
            key,
            Choice(key, gettext("{spoken} are both {name}").format(spoken=spoken, name=name), tuple(options)),
        )
        return None

    def added(self, spot: Spot, parts: Sequence[Part]) -> Part | None:
        values = [part.entry.value for part in parts]
        if self.out.vocabulary.measure(spot[0]).unit not in SUMMED or None in values:
            names = " and ".join(f"“{part.entry.label}”" for part in parts)
            self.fault(
                spot,
                parts[1].entry,
                gettext("{names} mean the same row, and cannot be added up.").format(names=names),
            )
            return None
        known = [value for value in values if value is not None]
        how = " + ".join(f"{value:f}" for value in known)
        first = parts[0].entry
        return Part(spot[1], spot[2], replace(first, value=sum(known, Decimal(0))), how)

    def keep(self, spot: Spot, parts: Sequence[Part]) -> None:
        first = parts[0].entry
        for other in (part.entry for part in parts[1:]):
            if (other.value, other.status) != (first.value, first.status):
                self.fault(
                    spot,
                    other,
                    gettext("This says {number}, but {where} says {other}.").format(
                        number=_shown(other), where=first.where, other=_shown(first)
                    ),
                )
                return
        if first.value is None and not first.status:
            return
        measure, dimension, category, period = spot
        self.out.figures[spot] = Figure(
            measure=measure, dimension=dimension, category=category, period=period, value=first.value,
            unit=self.out.vocabulary.measure(measure).unit, status=first.status, note=(first.note or "")[:200],
        )  # fmt: skip
        self.out.sources[spot] = first.where
        if first.note is None:
            self.out.without_note.add(spot)
        if parts[0].how:
            self.out.sums[spot] = parts[0].how

    def fault(self, spot: Spot, entry: Entry, sentence: str) -> None:
        measure, dimension, category, period = spot
        words = self.out.vocabulary
        row = "" if (dimension, category) == (TRUST, ALL) else words.category(dimension, category).name
        figure = ", ".join(filter(None, [words.measure(measure).name, row, period.key]))
        sheet = entry.table.partition("|")[0]
        self.out.faults.append(Fault(entry.row, entry.column, sentence, figure, sheet))


def _shown(entry: Entry) -> str:
    return f"[{entry.status}]" if entry.value is None else f"{entry.value:f}"
