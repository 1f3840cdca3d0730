"""From a table with headings and labels to its figures, one cell at a time."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from recalibrate.translation import gettext

from ..figures.entry import Fault
from ..figures.periods import Period
from ..figures.typed import BadValue, UnclearValue, read_value
from ..figures.types import Status, Unit
from .axes import axes_of
from .cells import Cell, letters, place_name
from .facets import WHOLE, Axes, Facets, Place
from .findings import Answers, BookReading, Entry, Word
from .names import Names
from .tables import Table, is_clear_value

_NUMBER = re.compile(
    r"(?:c\.|ca\.?|circa|about|approx\.?|approximately|~)?\s*(?:£\s*)?(\d[\d,]*(?:\.\d+)?)", re.IGNORECASE
)

NOT_SAID = Period(1, 1)  # a quarter that nothing says: no figure is in it, and what else is unclear shows
Read = tuple[Decimal | None, Status, bool]


@dataclass(slots=True)
class TableReading:
    entries: list[Entry] = field(default_factory=list)
    has_left_out: bool = False


@dataclass
class LaidOut:
    names: Names
    answers: Answers
    out: BookReading
    totals: dict[tuple[str, int], dict[str, None]] = field(default_factory=dict)

    def read(self, table: Table, titles: list[str], period: Period | None) -> TableReading | None:
        """None for a table of which nothing is known."""
        axes = axes_of(table, self.names, titles)
        if axes.is_alien:
            return None
        self.out.notices += [sentence[:1].upper() + sentence[1:] for sentence in axes.passed]
        found = TableReading()
        for row in table.rows:
            left_out = axes.rows[row].is_left_out
            values = [c for c in axes.columns if table.sheet.cell(row, c)]
            found.has_left_out = found.has_left_out or bool(left_out and values)
            if not left_out:
                note = self.note(table, axes, row)
                for column in values:
                    entry = self.entry(table, axes, row, column, period)
                    if entry:
                        found.entries.append(replace(entry, note=None if entry.places else note))
                        found.entries += self.of_month(entry)
        return found

    def of_month(self, entry: Entry) -> list[Entry]:
        """The same for a measure that has its months as measures of their own: vacancies, first month."""
        places = dict(entry.places)
        measure = f"{entry.measure}_{places.pop('month', '')}"
        is_one = any(m.slug == measure for m in self.names.vocabulary.measures)
        return [replace(entry, measure=measure, places=tuple(places.items()))] if is_one else []

    def note(self, table: Table, axes: Axes, row: int) -> str | None:
        """What is noted on the row's figure; None where there is no column for notes."""
        found = None
        for column in axes.notes:
            heading = table.label_head(column).casefold()
            if heading.startswith("note"):
                found = found or table.sheet.cell(row, column).text[:200]
        return found

    def entry(self, table: Table, axes: Axes, row: int, column: int, period: Period | None) -> Entry | None:
        facets = axes.rows[row].with_(axes.columns[column])
        cell = table.sheet.cell(row, column)
        if facets.is_left_out or (facets.is_total and not any(c == WHOLE for _, c in facets.places)):
            facets = self.as_total(facets)
        measure = facets.measure or axes.context.measure
        if facets.is_left_out or not measure:
            return None
        where = (
            f"{table.sheet.name}, {place_name(row, column)}" if table.sheet.name else place_name(row, column)
        )
        quarter = facets.period or period or NOT_SAID
        if quarter == NOT_SAID:  # asked about, together with all else
            self.out.needs_period = True
            if facets.month and not facets.month.nth:
                return None
        places = self.places(facets, quarter)
        if places is None:
            self.fault(
                table,
                row,
                column,
                measure,
                quarter,
                gettext("This month is not in {quarter}.").format(quarter=quarter.name),
            )
            return None
        try:
            value, status, is_unclear = self.value(cell, self.unit(measure), facets.is_total)
        except BadValue as error:
            self.fault(table, row, column, measure, quarter, str(error))
            return None
        if value is None and not status and not is_unclear and cell.kind != "formula":
            return None
        return Entry(
            measure, quarter, places, value, status, where, row + 1, letters(column),
            " ".join(facets.labels), facets.is_chosen, is_unclear,
            table=f"{table.sheet.name}|{table.rows[0]}|{table.columns[0]}",
        )  # fmt: skip

    def as_total(self, facets: Facets) -> Facets:
        """A total across columns or rows that have no dimension of their own is left out, but for months."""
        if facets.is_left_out or not facets.is_total:
            return facets
        return Facets(
            facets.measure, facets.period, None, facets.places, facets.labels, facets.is_chosen, False, True
        )

    def places(self, facets: Facets, period: Period) -> tuple[Place, ...] | None:
        found = dict(facets.places)
        if found.get("month") == "" and not facets.month:  # a total over months
            del found["month"]
        if found.get("month") == "" and facets.month:
            category = facets.month.category(period)
            if not category:
                return None
            found["month"] = category
        return tuple(found.items())

    def unit(self, measure: str) -> Unit:
        return self.names.vocabulary.measure(measure).unit

    def value(self, cell: Cell, unit: Unit, is_total: bool) -> Read:
        """Value, status, and whether it has still to be asked what a word means."""
        if cell.kind == "formula":
            if is_total:
                return None, "", False
            raise BadValue(
                gettext(
                    "“{text}” is a formula, and its result is not in the file. Open the file in Excel or "
                    "LibreOffice, save it there, and upload that."
                ).format(text=cell.text)
            )
        if cell.kind == "date":
            raise BadValue(
                gettext(
                    "“{text}” is a date, not a number. Format the cell as a number, and type it again."
                ).format(text=cell.text)
            )
        text = cell.text.strip()
        try:
            return *read_value(text, unit), False
        except UnclearValue as error:
            return self.asked(error.text, unit)
        except BadValue:
            if is_clear_value(text) or not _NUMBER.match(text):
                raise
            return self.asked(text, unit)

    def asked(self, text: str, unit: Unit) -> Read:
        answer = self.answers.word(text)
        if answer is None:
            self.ask_word(text)
            return None, "", True
        value, status = read_value(answer, unit)
        return value, status, False

    def ask_word(self, text: str) -> None:
        found = None if text.startswith("<") else _NUMBER.match(text)
        word = Word(text, found[1].replace(",", "") if found else "")
        self.out.words.setdefault(word.key, word)

    def fault(self, table: Table, row: int, column: int, measure: str, period: Period, sentence: str) -> None:
        quarter = "" if period == NOT_SAID else period.key
        label = table.sheet.cell(row, table.labels[0]).text
        name = self.names.vocabulary.measure(measure).name
        if self.names.measure(label) == measure:
            label = ""
        figure = ", ".join(filter(None, [name, label, quarter]))
        fault = Fault(row + 1, letters(column), sentence, figure, table.sheet.name)
        if fault not in self.out.faults:
            self.out.faults.append(fault)

    def said(self) -> list[str]:
        """What became of the totals, a line for each row of them."""
        found = []
        for (sheet, _), sentences in self.totals.items():
            for sentence in list(sentences)[:2]:
                text = f"{sheet}: {sentence}" if sheet else sentence
                found.append(text[:1].upper() + text[1:])
        return found
