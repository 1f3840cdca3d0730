"""Reading what the Guardian typed, pasted or uploaded. Every fault is named by its row and column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from recalibrate.translation import gettext

from .delimited import BYTES as BYTES
from .delimited import Unreadable, delimited_rows, says_separator
from .entered import Figure
from .periods import MONTHS, Period, parse_period
from .row_names import did_you_mean, match, nearest
from .tidy import COLUMNS
from .typed import BadValue, UnclearValue, read_value
from .types import ALL, TRUST, Status, Unit
from .vocabulary import CategorySpec, Vocabulary

NEEDED = ("report", "measure", "dimension", "category", "value")
HEADINGS = {  # as people write them
    "quarter": "report", "period": "report", "specialty": "category", "speciality": "category",
    "department": "category", "count": "value", "number": "value", "notes": "note", "comments": "note",
}  # fmt: skip
TOTAL = "="  # no row’s code
TOTALS = ("total", "totals", "grand total", "sum")
ROWS = 50_000  # a large Trust’s several years; each is checked against the others


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` counts as a spreadsheet does, the columns' names being row 1; 0 is the file as a whole."""

    row: int
    column: str
    sentence: str
    figure: str = ""  # which one, in words, as far as it can be told
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class EnteredFile:
    """What a file says. Its figures are complete only when there are no faults."""

    figures: tuple[Figure, ...] = ()
    faults: tuple[Fault, ...] = ()
    skipped: int = 0  # lines with neither a value nor a status: not entered yet
    questions: tuple[str, ...] = ()  # words to be asked about, each once, as first written
    notices: tuple[str, ...] = ()  # what was passed over, and totals that were checked


def read_csv(content: bytes, vocabulary: Vocabulary) -> EnteredFile:
    """What `csv_rows` finds in it."""
    rows = csv_rows(content)
    return rows if isinstance(rows, EnteredFile) else read_rows(rows, vocabulary)


def csv_rows(content: bytes) -> list[list[str]] | EnteredFile:
    """The file’s cells; a reading with a fault where it is none."""
    try:
        return delimited_rows(content)
    except Unreadable as error:
        return EnteredFile(faults=(Fault(0, "", str(error)),))


def read_rows(
    rows: Sequence[Sequence[str]], vocabulary: Vocabulary, answers: Mapping[str, str] | None = None
) -> EnteredFile:
    """Rows of texts, the columns' names first, or after a line that says `sep=`.

    `answers` say what unclear words mean, by the word in small letters.
    """
    if len(rows) > ROWS:
        return EnteredFile(
            faults=(
                Fault(
                    0,
                    "",
                    gettext("The file has more than {rows:,} rows. Split it by year.").format(rows=ROWS),
                ),
            )
        )
    if not rows:
        return EnteredFile(faults=(Fault(0, "", gettext("The file is empty.")),))
    top = 1 if says_separator(list(rows[0])) and len(rows) > 1 else 0
    header = our_header(rows[top])
    if faults := tuple(header_faults(header)):
        return EnteredFile(faults=faults)
    passed = [
        gettext("The column “{name}” was passed over.").format(name=n)
        for n in header
        if n and n not in COLUMNS
    ]
    return RowReader(vocabulary, answers or {}, passed).read(
        (number, dict(zip(header, (cell.strip() for cell in row), strict=False)))
        for number, row in enumerate(rows[top + 1 :], top + 2)
        if any(cell.strip() for cell in row)
    )


def our_header(row: Sequence[str]) -> list[str]:
    """The columns' names in small letters, by ours where people write another."""
    names = [name.strip().lower() for name in row]
    return [HEADINGS[name] if HEADINGS.get(name, name) not in names else name for name in names]


def header_faults(header: Sequence[str]) -> Iterator[Fault]:
    for name in NEEDED:
        if name not in header:
            yield Fault(
                1,
                name,
                gettext("There is no column “{name}”. The first row must be: {columns}.").format(
                    name=name, columns=", ".join(COLUMNS)
                ),
            )
    is_whole = all(name in header for name in NEEDED)
    for name in header:
        if name and name not in COLUMNS and not is_whole:
            near = get_close_matches(name, COLUMNS, 1)
            hint = f" {did_you_mean(near[0])}" if near else ""
            yield Fault(1, name, gettext("No column is called “{name}”.").format(name=name) + hint)
        elif name in COLUMNS and header.count(name) > 1:
            yield Fault(1, name, gettext("The column “{name}” is there twice.").format(name=name))


class RowReader:
    """Reads rows one by one, collecting figures and faults."""

    def __init__(
        self, vocabulary: Vocabulary, answers: Mapping[str, str], notices: Iterable[str] = ()
    ) -> None:
        self.vocabulary = vocabulary
        self.answers = answers
        self.notices = list(notices)
        self.questions: dict[str, str] = {}
        self.totals: list[tuple[int, Figure]] = []
        self.faults: list[Fault] = []
        self.figures: dict[tuple[str, str, str, Period], Figure] = {}
        self.seen: dict[tuple[str, str, str, Period], int] = {}
        self.skipped = 0
        self.spoken = ""

    def read(self, rows: Iterable[tuple[int, Mapping[str, str]]]) -> EnteredFile:
        for number, row in rows:
            if not row.get("value") and not row.get("status"):
                self.pass_over(number, row)
                continue
            figure = self.figure(number, row)
            if figure is None:
                continue
            if figure.category == TOTAL:
                self.totals.append((number, figure))
                continue
            self.keep(number, row, figure)
        for number, total in self.totals:
            self.check_total(number, total)
        return EnteredFile(
            tuple(self.figures.values()), tuple(self.faults), self.skipped,
            tuple(self.questions.values()), tuple(self.notices),
        )  # fmt: skip

    def keep(self, number: int, row: Mapping[str, str], figure: Figure) -> None:
        place = (figure.measure, figure.dimension, figure.category, figure.period)
        if place in self.seen:
            self.fault(
                number,
                "category",
                gettext("The same figure is in row {seen} already.").format(seen=self.seen[place]),
            )
        self.seen.setdefault(place, number)
        self.figures[place] = figure

    def pass_over(self, number: int, row: Mapping[str, str]) -> None:
        """A line without a figure: not entered yet, or a footnote, which is named."""
        self.skipped += 1
        if not row.get("measure"):
            text = next(filter(None, row.values()), "")
            self.notices.append(
                gettext("Row {number}, “{text}”, was passed over.").format(number=number, text=text[:60])
            )

    def check_total(self, number: int, total: Figure) -> None:
        """A total is compared with its parts and not kept: it is no row of its own."""
        of = (total.measure, total.dimension, total.period)
        parts = [f for f in self.figures.values() if (f.measure, f.dimension, f.period) == of]
        if self.questions or total.value is None or any(part.value is None for part in parts):
            self.notices.append(
                gettext(
                    "Row {number} is a total, and was not checked: some of its parts are not known."
                ).format(number=number)
            )
            return
        added = sum((part.value for part in parts if part.value is not None), Decimal(0))
        if added == total.value:
            self.notices.append(
                gettext("Row {number} is a total: its parts make {added:f} too. It is not kept.").format(
                    number=number, added=added
                )
            )
            return
        self.spoken = ""
        self.fault(
            number,
            "value",
            gettext("This total says {value:f}, but its parts make {added:f}.").format(
                value=total.value, added=added
            ),
        )

    def fault(self, number: int, column: str, sentence: str) -> None:
        self.faults.append(Fault(number, column, sentence, self.spoken))

    def figure(self, number: int, row: Mapping[str, str]) -> Figure | None:
        """The row's figure; None once its faults have been noted."""
        before = len(self.faults)
        self.spoken = self.in_words(row)
        period = self.period(number, row.get("report", ""))
        measure = self.one_of(number, "measure", row.get("measure", ""), self.measures())
        dimension = self.one_of(number, "dimension", row.get("dimension", "") or TRUST, self.dimensions())
        category = self.category(number, dimension, row.get("category", ""), period)
        value, status = self.value(number, row, measure)
        place = self.first_row(dimension) if category == TOTAL else category
        if measure and dimension and category and not self.vocabulary.has(measure, dimension, place):
            spoken = self.vocabulary.dimension(dimension).name.lower()
            self.fault(
                number,
                "dimension",
                gettext("“{name}” is not given by {spoken}.").format(
                    name=self.vocabulary.measure(measure).name, spoken=spoken
                ),
            )
        is_open = value is None and not status  # asked about, or left out
        if len(self.faults) > before or period is None or is_open:
            return None
        return Figure(
            measure=measure, dimension=dimension, category=category, period=period, value=value,
            unit=self.vocabulary.measure(measure).unit, status=status, note=row.get("note", "")[:200],
        )  # fmt: skip

    def first_row(self, dimension: str) -> str:
        return next((category.slug for category in self.vocabulary.categories_of(dimension)), "")

    def in_words(self, row: Mapping[str, str]) -> str:
        """`Exception reports raised, General surgery, 2026-27-Q2`, with what is unknown as typed."""
        typed = row.get("measure", "")
        name = self.measures().get(match(typed, self.measures()), typed)
        part = row.get("category", "")
        is_whole = row.get("dimension", "").casefold() in ("", TRUST)
        return ", ".join(filter(None, [name, "" if is_whole else part, row.get("report", "")]))

    def period(self, number: int, text: str) -> Period | None:
        try:
            period = parse_period(text)
        except ValueError as error:
            self.fault(number, "report", str(error))
            return None
        if not period.quarter:
            self.fault(
                number, "report", gettext("A year’s figures are made of its quarters’: write 2026-27-Q2.")
            )
            return None
        return period

    def value(self, number: int, row: Mapping[str, str], measure: str) -> tuple[Decimal | None, Status]:
        unit = self.vocabulary.measure(measure).unit if measure else None
        try:
            value, status = self.clear_value(row.get("value", ""), unit)
            _, said = read_value(row.get("status", ""))
        except BadValue as error:
            self.fault(number, "value", str(error))
            return None, ""
        if said and value is not None:
            self.fault(
                number,
                "status",
                gettext("[{said}] means that there is no value, but there is one.").format(said=said),
            )
        return value, status or said

    def clear_value(self, text: str, unit: Unit | None) -> tuple[Decimal | None, Status]:
        """What was typed, an unclear word by its answer; noted as a question while it has none."""
        try:
            return read_value(text, unit)
        except UnclearValue as error:
            word = error.text.casefold()
            if word in self.answers:
                return read_value(self.answers[word], unit)
            self.questions.setdefault(word, error.text)
            return None, ""

    def measures(self) -> dict[str, str]:
        return {m.slug: m.name for m in self.vocabulary.measures}

    def dimensions(self) -> dict[str, str]:
        return {d.slug: d.name for d in self.vocabulary.dimensions}

    def one_of(self, number: int, column: str, text: str, words: Mapping[str, str]) -> str:
        """The code that `text` is, or is the name of; "" once the fault has been noted."""
        found = match(text, words)
        if not found:
            self.fault(
                number,
                column,
                gettext("No {column} is called “{text}”.").format(text=text, column=column)
                + nearest(text, words),
            )
        return found

    def category(self, number: int, dimension: str, text: str, period: Period | None) -> str:
        if not dimension:
            return ""
        if dimension == TRUST:
            return ALL
        of = self.vocabulary.categories_of(dimension)
        words = {c.slug: c.name for c in of} | (_months(period) if dimension == "month" and period else {})
        combined = self.vocabulary.dimension(dimension).combined_name
        found = match(text, words) or (_combined(of) if text and text.lower() == combined.lower() else "")
        if not found and text.strip().casefold() in TOTALS:
            return TOTAL
        if not found:
            self.fault(
                number,
                "category",
                gettext("No {dimension} is called “{text}”.").format(text=text, dimension=dimension)
                + nearest(text, words),
            )
        return next((slug for slug in MONTHS if found == f"{slug}*"), found)


def _months(period: Period) -> dict[str, str]:
    """Months by their ISO names too, under codes marked with a star."""
    return {f"{slug}*": period.month_name(slug) for slug in MONTHS}


def _combined(categories: Sequence[CategorySpec]) -> str:
    return next((category.slug for category in categories if category.is_combined), "")
