"""CSV as the world's programs write it."""

import codecs
import csv
import io

from recalibrate.translation import gettext

BYTES = 2 * 1024 * 1024  # about 30,000 rows
MARKS = ",;\t|"


class Unreadable(ValueError):
    """Why a file is no CSV, in a sentence."""


def delimited_rows(content: bytes) -> list[list[str]]:
    """UTF-8, UTF-16 or Windows-1252; the mark between cells as `sep=` says, or by what most lines agree on."""
    if len(content) > BYTES:
        raise Unreadable(gettext("The file is larger than 2 MB. A year’s figures need far less."))
    text = _decoded(content)
    if "\0" in text:
        raise Unreadable(
            gettext("This is not a spreadsheet. Save it as XLSX, ODS or CSV (UTF-8), and upload that.")
        )
    first = text.partition("\n")[0].strip().strip('"').lower()
    said = first.removeprefix("sep=") if first.startswith("sep=") else ""
    mark = (
        said[:1]
        if said[:1] and said[:1] in MARKS
        else ("\t" if said == "" and first == "sep=" else _mark(text))
    )
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise Unreadable(
            gettext("This is not a CSV file. Save it as CSV (UTF-8), or upload XLSX.")
        ) from error


def says_separator(row: list[str]) -> bool:
    return bool(row) and row[0].strip().lower().startswith("sep=")


def _decoded(content: bytes) -> str:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        head = content[:400]
        if len(content) > 3 and head[1::2].count(0) > len(head) // 4:  # saved without its mark
            return content.decode("utf-16-le")
        if len(content) > 3 and head[0::2].count(0) > len(head) // 4:
            return content.decode("utf-16-be")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _mark(text: str) -> str:
    """The mark of which most lines have the same number; titles above a table have none."""
    lines = text.splitlines()[:60]

    def agreement(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if mark in line]
        usual = max(set(counts), key=counts.count, default=0)
        return counts.count(usual), usual

    return max(MARKS, key=agreement)
