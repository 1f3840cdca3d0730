"""How much there may be in a workbook, found out before it is read: its parts are counted as they unpack."""

import io
import zipfile
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from django.utils.translation import gettext_lazy as _

from ..workbook.cells import NotASpreadsheet

UNPACKED = 12 * 1024 * 1024  # bytes; a small file can unpack to gigabytes
PARTS = 200  # sheets, styles and the like
ELEMENTS = 200_000  # cells, texts and styles, all parts together; a year's figures need a twentieth
PIECE = 64 * 1024  # bytes unpacked at once: a bomb is met before it is in memory
FORMULA = 60  # letters of one that are kept, to be shown
TOO_MUCH = _("The file holds far more than a year’s figures. Keep the one sheet that has them.")
BROKEN = _("The file is damaged: a part of it cannot be read. Save it again as XLSX, or as CSV (UTF-8).")
LOCKED = _("The file is protected with a password. Take the password off, save it again, and upload that.")


@dataclass
class PartFacts:
    """What openpyxl does not tell of a sheet that it reads piece by piece."""

    merged: list[str] = field(default_factory=list)  # such as "A1:E1"
    formulas: dict[str, str] = field(default_factory=dict)  # of cells for which no result is saved


class _Count:
    """The elements of all parts, which ends the reading at the first too many."""

    def __init__(self) -> None:
        self.elements = 0
        self.facts = PartFacts()
        self.place = self.formula = self.result = ""
        self.inside = ""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > ELEMENTS:
            raise NotASpreadsheet(TOO_MUCH)
        self.inside = name = name.rpartition(":")[2]
        if name == "c":
            self.end_cell()
            self.place = attributes.get("r", "")
        elif name == "f":
            self.formula = "="
        elif name == "mergeCell" and len(self.facts.merged) < 2_000:
            self.facts.merged.append(attributes.get("ref", ""))

    def ended(self, name: str) -> None:
        self.inside = ""

    def characters(self, text: str) -> None:
        if self.inside == "f" and len(self.formula) < FORMULA:
            self.formula += text[:FORMULA]
        elif self.inside in ("v", "t") and not self.result:
            self.result = text.strip()

    def end_cell(self) -> None:
        if self.formula and not self.result:
            self.facts.formulas[self.place] = self.formula
        self.place = self.formula = self.result = ""

    def doctype(self, name: str, system: str | None, public: str | None, has_own: int) -> None:
        if has_own:  # no office program writes such; its entities may grow without end
            raise NotASpreadsheet(BROKEN)


def refuse_oversized_workbook(content: bytes) -> dict[str, PartFacts]:
    """Raises NotASpreadsheet for a package that is damaged or holds too much; reads it piece by piece.

    What is known of each part afterwards, by its name.
    """
    count, room = _Count(), UNPACKED
    facts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise NotASpreadsheet(LOCKED)
        if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
            raise NotASpreadsheet(TOO_MUCH)
        for entry in entries:
            count.facts = facts[entry.filename.removeprefix("/")] = PartFacts()
            room -= _measure_part(package, entry, count, room)
            count.end_cell()
    return facts


def _measure_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, count: _Count, room: int) -> int:
    """How many bytes the part unpacked to."""
    parser = None
    if entry.filename.endswith((".xml", ".rels")):
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = count.element
        parser.EndElementHandler = count.ended
        parser.StartDoctypeDeclHandler = count.doctype
        if "worksheets/" in entry.filename:
            parser.CharacterDataHandler = count.characters
    size = 0
    try:
        with package.open(entry) as part:
            while piece := part.read(PIECE):
                size += len(piece)
                if size > room:
                    raise NotASpreadsheet(TOO_MUCH)
                if parser:
                    parser.Parse(piece, False)
        if parser and size:  # LibreOffice leaves parts that hold nothing empty
            parser.Parse(b"", True)
    except ExpatError as error:
        raise NotASpreadsheet(BROKEN) from error
    return size
