"""Results as files: one row an answer, with what it is of. There are no rows of people to give away."""

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from recalibrate.guardian.figures.tidy import harmless, rows_as_csv

from .answers.intervals import exact, wilson
from .answers.types import AskedQuestion, Disclosed
from .models import Wave
from .results import WaveResults, wave_results

HEAD = (
    "programme", "session", "date", "moment", "question", "version", "text", "matter", "option",
    "option_text", "is_yes", "count", "status", "answered", "apart", "forms", "came", "wilson_low",
    "wilson_high", "exact_low", "exact_high",
)  # fmt: skip
CODEBOOK = ("question", "version", "text", "matter", "kind", "option", "option_text", "is_yes", "is_apart")


def wave_rows(wave: Wave) -> Iterator[list[str]]:
    shown = wave_results(wave, wave.shown or {"forms": 0, "questions": [], "moved": []})
    session = wave.session
    start = [
        wave.programme.title, session.title if session else "",
        session.starts_at.date().isoformat() if session else "", shown.when,
    ]  # fmt: skip
    for one in shown.questions.values():
        yield from ([*start, *rest] for rest in question_rows(one, shown))


def question_rows(shown: Disclosed, wave: WaveResults) -> Iterator[list[str]]:
    asked = shown.asked
    named = [asked.code, str(asked.version), asked.text, asked.matter]
    room = [
        number_text(shown.answered),
        number_text(shown.apart),
        str(wave.room.forms),
        number_text(wave.room.came),
    ]
    if shown.detail == "none":
        yield [*named, "", "", "", "", "c", *room, *[""] * 4]
        return
    for number, row in enumerate(shown.rows, 1):
        status = "c" if row.count is None else ""
        said = [str(number), row.text, yes_no(row.is_yes), number_text(row.count), status]
        yield [*named, *said, *room, *[""] * 4]
    if shown.yes is not None:
        yield [*named, "yes", "Counts as yes", "yes", str(shown.yes), "", *room, *intervals_of(shown)]


def intervals_of(shown: Disclosed) -> list[str]:
    yes, answered = shown.yes or 0, shown.answered or 1
    return [str(number) for number in (*wilson(yes, answered), *exact(yes, answered))]


def number_text(number: int | None) -> str:
    return "" if number is None else str(number)


def yes_no(is_yes: bool) -> str:
    return "yes" if is_yes else "no"


def codebook(sheet: Sequence[AskedQuestion]) -> Iterator[list[str]]:
    for asked in sheet:
        start = [asked.code, str(asked.version), asked.text, asked.matter, asked.kind]
        if not asked.options:
            yield [*start, "", "", "", ""]
        for option in asked.options:
            yield [*start, str(option.value), option.text, yes_no(option.is_yes), yes_no(option.is_apart)]


def as_csv(waves: Sequence[Wave]) -> str:
    return rows_as_csv((row for wave in waves for row in wave_rows(wave)), HEAD)


def as_workbook(waves: Sequence[Wave]) -> bytes:
    """The same, with the codebook on a second sheet."""
    book = Workbook(write_only=True)
    results = book.create_sheet("Results")
    results.append(HEAD)
    for wave in waves:
        for row in wave_rows(wave):
            results.append([harmless(cell) for cell in row])
    codes = book.create_sheet("Codebook")
    codes.append(CODEBOOK)
    for wave in waves:
        for row in codebook(wave.sheet):
            codes.append([harmless(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
