"""A workbook that is damaged, or holds more than anybody means, is refused in words, at once."""

import io
import random
import resource
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from recalibrate.core.models import User
from recalibrate.guardian.opening.open_file import open_file
from recalibrate.guardian.opening.workbook_limits import ELEMENTS
from recalibrate.guardian.workbook.cells import NotASpreadsheet


def saved(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SMALL = saved([["period", "value"], *([f"2026-0{n}", n] for n in range(1, 9))])
UPLOAD = "/admin/guardian/figures/upload/"
SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


def packed(change, *, compression=zipfile.ZIP_DEFLATED):
    """A small workbook with its parts changed: a function from parts by name to parts by name."""
    with zipfile.ZipFile(io.BytesIO(SMALL)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, content in change(parts).items():
            package.writestr(name, content)
    return out.getvalue()


def with_sheet(xml):
    return packed(lambda parts: parts | {SHEET: xml.encode() if isinstance(xml, str) else xml})


def without(name):
    return lambda: packed(lambda parts: {one: parts[one] for one in parts if one != name})


def with_part(name, content):
    return lambda: packed(lambda parts: parts | {name: content})


def sheets(count):
    book = Workbook()
    for _ in range(count):
        book.create_sheet()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


CRAFTED = {
    "empty": lambda: b"",
    "cut": lambda: SMALL[: len(SMALL) // 2],
    "text": lambda: b"a,b,c\n",
    "an empty zip": lambda: packed(lambda parts: {}),
    **{f"without {name}": without(name) for name in zipfile.ZipFile(io.BytesIO(SMALL)).namelist()},
    "no XML": with_part(SHEET, b"<<<"),
    "an empty sheet": with_part(SHEET, b""),
    "an odd workbook": with_part("xl/workbook.xml", b"<workbook/>"),
    "odd relations": with_part("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
    "odd types": with_part("[Content_Types].xml", b"<Types/>"),
    "odd styles": with_part("xl/styles.xml", b"<styleSheet/>"),
    "a doctype": lambda: with_sheet(f'<!DOCTYPE x [<!ENTITY a "aaaa">]>{HEAD}{END}'),
    "an odd cell": lambda: with_sheet(f'{HEAD}<row r="1"><c r="A1" t="s"><v>99999</v></c></row>{END}'),
    "an odd place": lambda: with_sheet(f'{HEAD}<row r="x"><c r="???"><v>1</v></c></row>{END}'),
    "an odd style": lambda: with_sheet(f'{HEAD}<row r="1"><c r="A1" s="999"><v>1</v></c></row>{END}'),
    "an odd date": lambda: with_sheet(f'{HEAD}<row r="1"><c r="A1" t="d"><v>never</v></c></row>{END}'),
    "an odd number": lambda: with_sheet(f'{HEAD}<row r="1"><c r="A1"><v>1e</v></c></row>{END}'),
    "a long number": lambda: with_sheet(f'{HEAD}<row r="1"><c r="A1"><v>{"9" * 9000}</v></c></row>{END}'),
    "a cell that is far off": lambda: with_sheet(
        f'{HEAD}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>{END}'
    ),
    "deep": lambda: with_sheet(HEAD + "<row>" * 50_000 + END),
    "cells in a row": lambda: with_sheet(f'{HEAD}<row r="1">{"<c><v>1</v></c>" * 450_000}</row>{END}'),
    "rows": lambda: with_sheet(f"{HEAD}{'<row/>' * 900_000}{END}"),
    "zeros": lambda: packed(lambda parts: parts | {"xl/zeros.bin": bytes(40_000_000)}),
    "a long text": lambda: with_sheet(
        f'{HEAD}<row r="1"><c r="A1" t="str"><v>{"x" * 11_000_000}</v></c></row>{END}'
    ),
    "parts": lambda: packed(lambda parts: parts | {f"xl/{n}.bin": b"" for n in range(5_000)}),
    "sheets": lambda: sheets(300),
}


def texts(content):
    """The first sheet’s rows, as they are read."""
    sheets = open_file(content, "figures.xlsx").sheets
    return [[cell.text for cell in row] for row in sheets[0].rows] if sheets else []


def read(content):
    """Whatever is in it, it is read or refused."""
    try:
        return texts(content)
    except NotASpreadsheet as refused:
        return str(refused)


@pytest.mark.parametrize("name", CRAFTED)
def test_a_crafted_workbook_is_read_or_refused_within_a_second_and_without_much_memory(name):
    content = CRAFTED[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()

    found = read(content)

    assert isinstance(found, list) or found.endswith(".")
    assert time.process_time() - started < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120 * 1024


def test_no_flipped_byte_is_an_error_of_ours():
    chance = random.Random(20261130)
    refused = 0
    for _ in range(400):
        content = bytearray(SMALL)
        for _ in range(chance.choice([1, 1, 2, 8])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        refused += isinstance(read(bytes(content)), str)

    assert refused > 100


def test_no_flipped_byte_of_an_unpacked_part_is_an_error_of_ours():
    chance = random.Random(1)

    def flipped(parts):
        name = chance.choice(sorted(parts))
        content = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        return parts | {name: bytes(content)}

    for _ in range(300):
        read(packed(flipped, compression=zipfile.ZIP_STORED))


def test_a_sound_workbook_is_read_as_ever_and_a_full_years_figures_have_room():
    assert texts(SMALL)[1] == ["2026-01", "1"]

    assert len(texts(saved([["a"] * 9 for _ in range(4_000)]))) == 4_000
    assert ELEMENTS > 4_000 * 9 * 3


def test_the_screen_says_what_to_do_instead(client, home):
    client.force_login(User.objects.create_superuser("root"))

    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("figures.xlsx", SMALL[:200])})

    assert answer.status_code == 422
    assert "Save it again as XLSX, or as CSV" in answer.content.decode()
