"""Tables with a line for every figure: measure, dimension, row and value in columns of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from recalibrate.translation import gettext

from ..figures.entered import Figure
from ..figures.entry import NEEDED, TOTAL, Fault, RowReader, header_faults, our_header
from ..figures.periods import Period
from ..figures.tidy import COLUMNS
from ..figures.types import ALL, TRUST, Status
from ..figures.vocabulary import Vocabulary
from .axes import chosen_row
from .cells import Sheet
from .findings import Answers, Entry
from .fold import Part
from .names import HEADING, LEAVE, Names
from .times import month_in, one_period
from .words import is_total, plain

ENOUGH = 4  # of the columns that are needed


@dataclass(slots=True)
class ListedReading:
    parts: list[Part] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    questions: tuple[str, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class ListedTable:
    sheet: Sheet
    top: int
    bottom: int

    def read(self, vocabulary: Vocabulary, names: Names, answers: Answers) -> ListedReading:
        header = our_header([cell.text for cell in self.sheet.rows[self.top]])
        if faults := [replace(fault, row=self.top + 1) for fault in header_faults(header)]:
            return ListedReading(faults=faults)
        passed = [
            gettext("The column “{name}” was passed over.").format(name=n)
            for n in header
            if n and n not in COLUMNS
        ]
        words = {
            key.removeprefix("word|"): text for key, text in answers.given.items() if key.startswith("word|")
        }
        reader = _Reader(vocabulary, words, passed, names=names, table=self)
        rows = (
            (row + 1, dict(zip(header, (cell.text for cell in self.sheet.rows[row]), strict=False)))
            for row in range(self.top + 1, self.bottom)
            if any(self.sheet.rows[row])
        )
        read = reader.read(rows)
        return ListedReading(
            reader.parts, list(read.faults), list(read.notices), read.questions, read.skipped
        )


def listed_tables(sheet: Sheet) -> list[ListedTable]:
    """From a row with our columns’ names, or what people call them, to the next such row."""
    tops = [row for row, cells in enumerate(sheet.rows) if _is_header([cell.text for cell in cells])]
    ends = [*tops[1:], len(sheet.rows)]
    return [ListedTable(sheet, top, end) for top, end in zip(tops, ends, strict=False)]


def _is_header(texts: list[str]) -> bool:
    return len(texts) >= ENOUGH and len(set(NEEDED) & set(our_header(texts))) >= ENOUGH


class _Reader(RowReader):
    """As files of ours are read, but names that are not ours are asked about."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        words: Mapping[str, str],
        notices: list[str],
        *,
        names: Names,
        table: ListedTable,
    ) -> None:
        super().__init__(vocabulary, words, notices)
        self.names = names
        self.table = table
        self.parts: list[Part] = []
        self.is_incomplete = False
        self.is_chosen = False
        self.is_left_out = False

    def figure(self, number: int, row: Mapping[str, str]) -> Figure | None:
        self.is_chosen = self.is_left_out = False
        is_part = plain(row.get("dimension", "")) not in ("", TRUST)
        if is_part and is_total(row.get("category", "")) and row.get("value", "").startswith("="):
            self.notices.append(
                gettext("Row {number} is a total without a saved result, and was not checked.").format(
                    number=number
                )
            )
            return None
        return super().figure(number, row)

    def keep(self, number: int, row: Mapping[str, str], figure: Figure) -> None:
        self.figures[figure.measure, figure.dimension, f"{figure.category}|{number}", figure.period] = figure
        places = () if figure.dimension == TRUST else ((figure.dimension, figure.category),)
        entry = Entry(
            figure.measure, figure.period, places, figure.value, figure.status, self.where(number), number,
            "category", "" if figure.dimension == TRUST else row.get("category", ""), self.is_chosen,
            note=figure.note, table=f"{self.table.sheet.name}|{self.table.top}",
        )  # fmt: skip
        self.parts.append(Part(figure.dimension, figure.category, entry))

    def where(self, number: int) -> str:
        return (
            gettext("{sheet}, row {number}").format(sheet=self.table.sheet.name, number=number)
            if self.table.sheet.name
            else gettext("row {number}").format(number=number)
        )

    def check_total(self, number: int, total: Figure) -> None:
        if self.is_incomplete:
            self.notices.append(
                gettext(
                    "Row {number} is a total, and was not checked: some of its parts are not known."
                ).format(number=number)
            )
        else:
            super().check_total(number, total)

    def period(self, number: int, text: str) -> Period | None:
        found = one_period(text)
        return found or super().period(number, text)

    def one_of(self, number: int, column: str, text: str, words: Mapping[str, str]) -> str:
        if column == "measure":
            found = self.names.measure(text)
            return found or self.learnt_measure(number, text)
        axis = self.names.row_axis(text)
        return axis if axis in words else super().one_of(number, column, text, words)

    def learnt_measure(self, number: int, text: str) -> str:
        meaning = self.names.learnt(HEADING, text)
        if meaning.startswith("measure:"):
            self.is_chosen = True
            return meaning.removeprefix("measure:")
        if not plain(text):
            self.fault(number, "measure", gettext("The measure is missing."))
        elif meaning != LEAVE:
            self.names.ask(HEADING, text, self.where(number))
        self.is_left_out = self.is_incomplete = True
        return ""

    def category(self, number: int, dimension: str, text: str, period: Period | None) -> str:
        if dimension in ("", TRUST):
            return ALL if dimension else ""
        if (
            dimension == "month"
            and period
            and (month := month_in(text))
            and (found := month.category(period))
        ):
            return found
        if found := self.names.category(dimension, text):
            return found
        if is_total(text):
            return TOTAL
        if dimension == "month" or not plain(text):
            return super().category(number, dimension, text, period)
        chosen = chosen_row(self.names, dimension, text, self.where(number))
        if chosen.places:
            self.is_chosen = True
            return chosen.places[0][1]
        self.is_left_out = self.is_incomplete = True
        return ""

    def value(self, number: int, row: Mapping[str, str], measure: str) -> tuple[Decimal | None, Status]:
        value, status = super().value(number, row, measure)
        return (None, "") if self.is_left_out else (value, status)
