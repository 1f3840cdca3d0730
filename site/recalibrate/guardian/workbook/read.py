"""Reads a whole workbook: its tables one by one, then what they say beside each other."""

from collections.abc import Mapping
from dataclasses import replace

from recalibrate.translation import gettext, gettext_noop

from ..figures.entry import Fault
from ..figures.periods import Period, parse_period
from ..figures.types import ALL, TRUST
from ..figures.vocabulary import BreakdownSpec, Vocabulary
from .additions import BOARD, additions_of
from .cells import Book, Sheet
from .findings import Answers, BookReading, Choice
from .fold import Fold, Part, by_measure, is_off
from .laid_out import LaidOut
from .listed import ListedTable, listed_tables
from .names import LEAVE, Names
from .tables import Found, tables_of
from .times import periods_in
from .together import Together

MOST_ASKED = 150  # names on one screen: with more, the wrong sheet was chosen
EMPTY = gettext_noop("The file has no figures: every value is empty.")
UNKNOWN = gettext_noop(
    "No table in the file has a heading or a row that we know. Compare its words with the template’s."
)


def read_book(book: Book, vocabulary: Vocabulary, answers: Mapping[str, str] | None = None) -> BookReading:
    """Figures, faults and questions; `answers` are those given now and those remembered, by their keys."""
    return _Reader(book, vocabulary, answers or {}).read()


class _Reader:
    def __init__(self, book: Book, vocabulary: Vocabulary, answers: Mapping[str, str]) -> None:
        self.book = book
        self.additions, meanings = additions_of(answers, vocabulary)
        self.words = self.additions.to(vocabulary)
        self.answers = Answers(meanings)
        self.names = Names(self.words, meanings)
        self.new_measures = {measure.slug for measure in self.additions.measures}
        self.out = BookReading(self.words, notices=list(book.notices))
        self.together = Together(self.out, self.answers)
        self.laid_out = LaidOut(self.names, self.answers, self.out)
        self.found: dict[int, Found] = {}

    def read(self) -> BookReading:
        listed = {n: listed_tables(sheet) for n, sheet in enumerate(self.book.sheets)}
        for number, sheet in enumerate(self.book.sheets):
            rest = listed[number][0].top if listed[number] else len(sheet.rows)
            top = Sheet(sheet.name, sheet.rows[:rest])
            self.found[number] = tables_of(top, self.names.is_known, self.names.is_axis)
        for number, sheet in enumerate(self.book.sheets):
            for table in listed[number]:
                self.read_listed(sheet, table)
            self.read_sheet(number, sheet)
        self.together.settle()
        self.finish()
        return self.out

    def read_listed(self, sheet: Sheet, table: ListedTable) -> None:
        reading = table.read(self.words, self.names, self.answers)
        self.out.faults += [replace(fault, sheet=sheet.name) for fault in reading.faults]
        where = f"{sheet.name}: " if sheet.name and len(self.book.sheets) > 1 else ""
        self.out.notices += [f"{where}{notice}" for notice in reading.notices]
        self.out.skipped += reading.skipped
        for word in reading.questions:
            self.laid_out.ask_word(word)
        for part in reading.parts:
            self.together.add(part)

    def read_sheet(self, number: int, sheet: Sheet) -> None:
        used: set[str] = set()
        for table in self.found[number].tables:
            titles = [*([sheet.name] if sheet.name else []), *table.titles]
            used.update(table.titles)
            read = self.laid_out.read(table, titles, self.period_of(number, table.titles))
            if read is None:
                about = (
                    table.titles[-1]
                    if table.titles
                    else gettext("row {number}").format(number=table.rows[0] + 1)
                )
                self.say(
                    sheet,
                    gettext("the table “{about}” says nothing that we know, and was passed over.").format(
                        about=about
                    ),
                )
                continue
            for group in by_measure(read.entries):
                fold = Fold(group, self.with_new(group[0].measure), is_whole_table=not read.has_left_out)
                for part in fold.parts():
                    self.keep(part, sheet)
                self.check_totals(fold, sheet)
                if fold.not_worked_out:
                    name = self.words.measure(fold.measure).name
                    self.say(
                        sheet,
                        gettext("“{name}” could not be worked out from {parts}.").format(
                            name=name, parts=fold.not_worked_out[0]
                        ),
                    )
        last = max((t.rows[-1] for t in self.found[number].tables if t.rows), default=-1)
        for row, text in self.found[number].texts:
            if text not in used and row > last >= 0:
                self.say(
                    sheet,
                    gettext("row {number}, “{text}”, was passed over.").format(
                        number=row + 1, text=text[:60]
                    ),
                )

    def say(self, sheet: Sheet, sentence: str) -> None:
        where = f"{sheet.name}: " if sheet.name else ""
        text = f"{where}{sentence}"
        self.out.notices.append(text[:1].upper() + text[1:])

    def with_new(self, measure: str) -> Vocabulary:
        """A new measure is given by whatever it is split by in the file."""
        if measure not in self.new_measures:
            return self.words
        by = tuple(BreakdownSpec(measure, d.slug, "board") for d in self.words.dimensions if d.slug != TRUST)
        return replace(self.words, breakdowns=(*self.words.breakdowns, *by))

    def keep(self, part: Part, sheet: Sheet) -> None:
        """A figure that the vocabulary has room for, or room that is asked for."""
        measure, dimension = part.entry.measure, part.dimension
        if dimension == TRUST and not self.words.has(measure, TRUST, ALL):
            return
        if dimension != TRUST and self.words.breakdown(measure, dimension) is None:
            if measure in self.new_measures:
                self.out.vocabulary = self.words = replace(
                    self.words,
                    breakdowns=(*self.words.breakdowns, BreakdownSpec(measure, dimension, "board")),
                )
            elif not self.has_room(part, sheet):
                return
        self.together.add(part)

    def has_room(self, part: Part, sheet: Sheet) -> bool:
        key = f"by|{part.entry.measure}|{part.dimension}"
        answer = self.answers.given.get(key, "")
        name = self.words.measure(part.entry.measure).name
        by = self.words.dimension(part.dimension).name.lower()
        if answer == LEAVE:
            sentence = gettext("“{name}” by {by} was left out.").format(name=name, by=by)
            if not any(sentence in notice for notice in self.out.notices):
                self.say(sheet, sentence)
        elif answer != BOARD:
            options = (
                (LEAVE, gettext("Leave it out")),
                (BOARD, gettext("Keep it for the board; readers do not see it")),
            )
            self.out.choices.setdefault(
                key,
                Choice(key, gettext("“{name}” is not kept by {by} so far").format(name=name, by=by), options),
            )
        return False

    def check_totals(self, fold: Fold, sheet: Sheet) -> None:
        for total in fold.totals:
            if is_off(total):
                sentence = gettext("This total says {total}, but its parts make {sum}.").format(
                    total=f"{total.entry.value:f}", sum=f"{total.parts:f}"
                )
                name = self.words.measure(fold.measure).name
                self.out.faults.append(
                    Fault(
                        total.entry.row,
                        total.entry.column,
                        sentence,
                        f"{name}, {fold.period.key}",
                        sheet.name,
                    )
                )
                continue
            is_checked = total.parts is not None and total.entry.value is not None
            agrees = gettext("the total in row {row} agrees with its parts.")
            not_checked = gettext("the total in row {row} was not checked: not all of its parts are known.")
            sentence = (agrees if is_checked else not_checked).format(row=total.entry.row)
            self.laid_out.totals.setdefault((sheet.name, total.entry.row), {})[sentence] = None

    # Which quarter

    def period_of(self, number: int, titles: list[str]) -> Period | None:
        """As its title says, else its sheet, else the rest of the file; None if it has to be asked."""
        sheet = self.book.sheets[number]
        texts = [text for _, text in self.found[number].texts]
        for near in (titles, [sheet.name], [sheet.name, *texts], self.all_texts()):
            found = periods_in(*near)
            if len(found) == 1:
                return found.pop()
            if len(found) > 1:
                break
        return self.answered_period()

    def all_texts(self) -> list[str]:
        texts = [text for found in self.found.values() for _, text in found.texts]
        return [*texts, *(sheet.name for sheet in self.book.sheets), self.book.name.replace("_", " ")]

    def answered_period(self) -> Period | None:
        try:
            return parse_period(self.answers.given.get("period", ""))
        except ValueError:
            return None

    def finish(self) -> None:
        self.out.notices += self.laid_out.said()
        self.out.names = tuple(self.names.questions.values())
        self.out.used = tuple(sorted(self.names.used))
        if len(self.out.names) > MOST_ASKED:
            self.out.names = ()
            sentence = gettext(
                "More than {most} names in this file are unknown. If it lists single reports, count "
                "them first by department and grade: names of doctors do not belong here."
            ).format(most=MOST_ASKED)
            self.out.faults.append(Fault(0, "", sentence))
        if not (self.out.figures or self.out.faults or self.out.is_asking):
            has_tables = any(found.tables for found in self.found.values())
            self.out.faults.append(Fault(0, "value", gettext(UNKNOWN if has_tables else EMPTY)))
