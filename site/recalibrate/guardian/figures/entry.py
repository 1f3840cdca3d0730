"""Reading what somebody typed, pasted or uploaded. Every fault is named by its row and column."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from .entered import Figure
from .periods import MONTHS, Period, parse
from .tidy import COLUMNS
from .typed import BadValue, read_value
from .types import ALL, TRUST, Status
from .vocabulary import Category, Vocabulary

NEEDED = ("report", "measure", "dimension", "category", "value")
ROWS, BYTES = 50_000, 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` counts as a spreadsheet does, the columns' names being row 1; 0 is the file as a whole."""

    row: int
    column: str
    sentence: str
    figure: str = ""  # which one, in words, as far as it can be told


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. Its figures are complete only when there are no faults."""

    figures: tuple[Figure, ...] = ()
    faults: tuple[Fault, ...] = ()
    skipped: int = 0  # lines with neither a value nor a status: not entered yet


def read_csv(content: bytes, vocabulary: Vocabulary) -> Reading:
    """UTF-8 with or without a byte order mark, or Windows-1252; commas, semicolons or tabs between cells."""
    if len(content) > BYTES:
        return Reading(
            faults=(Fault(0, "", "The file is larger than 2 MB. A year’s figures need far less."),)
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error:
        return Reading(
            faults=(Fault(0, "", "This is not a CSV file. Save it as CSV (UTF-8), or upload XLSX."),)
        )
    return read_rows(rows, vocabulary)


def read_rows(rows: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Reading:
    """Rows of texts, the columns' names first."""
    if len(rows) > ROWS:
        return Reading(faults=(Fault(0, "", f"The file has more than {ROWS:,} rows. Split it by year."),))
    if not rows:
        return Reading(faults=(Fault(0, "", "The file is empty."),))
    header = [name.strip().lower() for name in rows[0]]
    if faults := tuple(_header_faults(header)):
        return Reading(faults=faults)
    return _Reader(vocabulary).read(
        (number, dict(zip(header, (cell.strip() for cell in row), strict=False)))
        for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    )


def _header_faults(header: Sequence[str]) -> Iterator[Fault]:
    for name in NEEDED:
        if name not in header:
            yield Fault(1, name, f"There is no column “{name}”. The first row must be: {', '.join(COLUMNS)}.")
    for name in header:
        if name and name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            yield Fault(1, name, f"No column is called “{name}”.{hint}")
        elif name and header.count(name) > 1:
            yield Fault(1, name, f"The column “{name}” is there twice.")


class _Reader:
    """Reads rows one by one, collecting figures and faults."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []
        self.figures: dict[tuple[str, str, str, Period], Figure] = {}
        self.seen: dict[tuple[str, str, str, Period], int] = {}
        self.skipped = 0
        self.spoken = ""

    def read(self, rows: Iterable[tuple[int, Mapping[str, str]]]) -> Reading:
        for number, row in rows:
            if not row.get("value") and not row.get("status"):
                self.skipped += 1
                continue
            figure = self.figure(number, row)
            if figure is None:
                continue
            place = (figure.measure, figure.dimension, figure.category, figure.period)
            if place in self.seen:
                self.fault(number, "category", f"The same figure stands in row {self.seen[place]} already.")
            self.seen.setdefault(place, number)
            self.figures[place] = figure
        return Reading(tuple(self.figures.values()), tuple(self.faults), self.skipped)

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
        if measure and dimension and category and not self.vocabulary.has(measure, dimension, category):
            spoken = self.vocabulary.dimension(dimension).name.lower()
            self.fault(
                number, "dimension", f"“{self.vocabulary.measure(measure).name}” is not given by {spoken}."
            )
        if len(self.faults) > before or period is None:
            return None
        return Figure(
            measure=measure, dimension=dimension, category=category, period=period, value=value,
            unit=self.vocabulary.measure(measure).unit, status=status, note=row.get("note", "")[:200],
        )  # fmt: skip

    def in_words(self, row: Mapping[str, str]) -> str:
        """`Exception reports raised, General surgery, 2026-27-Q2`, with what is unknown as typed."""
        typed = row.get("measure", "")
        name = self.measures().get(_match(typed, self.measures()), typed)
        part = row.get("category", "")
        is_whole = row.get("dimension", "").casefold() in ("", TRUST)
        return ", ".join(filter(None, [name, "" if is_whole else part, row.get("report", "")]))

    def period(self, number: int, text: str) -> Period | None:
        try:
            period = parse(text)
        except ValueError as error:
            self.fault(number, "report", str(error))
            return None
        if not period.quarter:
            self.fault(number, "report", "A year’s figures are made of its quarters’: write 2026-27-Q2.")
            return None
        return period

    def value(self, number: int, row: Mapping[str, str], measure: str) -> tuple[Decimal | None, Status]:
        try:
            unit = self.vocabulary.measure(measure).unit if measure else None
            value, status = read_value(row.get("value", ""), unit)
            _, said = read_value(row.get("status", ""))
        except BadValue as error:
            self.fault(number, "value", str(error))
            return None, ""
        if said and value is not None:
            self.fault(number, "status", f"[{said}] means that there is no value, but there is one.")
        return value, status or said

    def measures(self) -> dict[str, str]:
        return {m.slug: m.name for m in self.vocabulary.measures}

    def dimensions(self) -> dict[str, str]:
        return {d.slug: d.name for d in self.vocabulary.dimensions}

    def one_of(self, number: int, column: str, text: str, words: Mapping[str, str]) -> str:
        """The code that `text` is, or is the name of; "" once the fault has been noted."""
        found = _match(text, words)
        if not found:
            self.fault(number, column, f"“{text}” is no {column} that we know.{_nearest(text, words)}")
        return found

    def category(self, number: int, dimension: str, text: str, period: Period | None) -> str:
        if not dimension:
            return ""
        if dimension == TRUST:
            return ALL
        of = self.vocabulary.categories_of(dimension)
        words = {c.slug: c.name for c in of} | (_months(period) if dimension == "month" and period else {})
        combined = self.vocabulary.dimension(dimension).combined_name
        found = _match(text, words) or (_combined(of) if text and text.lower() == combined.lower() else "")
        if not found:
            self.fault(number, "category", f"“{text}” is no {dimension} that we know.{_nearest(text, words)}")
        return next((slug for slug in MONTHS if found == f"{slug}*"), found)


def _months(period: Period) -> dict[str, str]:
    """Months by their ISO names too, under codes marked with a star."""
    return {f"{slug}*": period.month_name(slug) for slug in MONTHS}


def _match(text: str, words: Mapping[str, str]) -> str:
    wanted = text.strip().casefold()
    for slug, name in words.items():
        if wanted in (slug.casefold(), name.casefold()):
            return slug
    return ""


def _combined(categories: Sequence[Category]) -> str:
    return next((category.slug for category in categories if category.is_combined), "")


def _nearest(text: str, words: Mapping[str, str]) -> str:
    names = {name.casefold(): name for pair in words.items() for name in pair if not name.endswith("*")}
    near = get_close_matches(text.strip().casefold(), list(names), 1, 0.5)
    return (
        f" Did you mean “{names[near[0]]}”?" if near else f" We know: {', '.join(list(words.values())[:12])}."
    )
