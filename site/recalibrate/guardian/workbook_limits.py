"""How much there may be in a workbook, found out before it is read: its parts are counted as they unpack."""

import io
import zipfile
from xml.parsers.expat import ExpatError, ParserCreate

UNPACKED = 12 * 1024 * 1024  # bytes; a small file can unpack to gigabytes
PARTS = 200  # sheets, styles and the like
ELEMENTS = 200_000  # cells, texts and styles, all parts together; a year's figures need a twentieth
PIECE = 64 * 1024
TOO_MUCH = "The file holds far more than a year’s figures. Keep the one sheet that has them."
BROKEN = "The file is damaged: a part of it cannot be read. Save it again as XLSX, or as CSV (UTF-8)."


class NotASpreadsheet(ValueError):
    """Why a file cannot be read as XLSX, in a sentence."""


class _Count:
    """The elements of all parts, which ends the reading at the first too many."""

    def __init__(self) -> None:
        self.elements = 0

    def element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > ELEMENTS:
            raise NotASpreadsheet(TOO_MUCH)

    def doctype(self, *declared: object) -> None:
        raise NotASpreadsheet(BROKEN)  # no office program writes one; entities may grow without end


def refuse_oversized_workbook(content: bytes) -> None:
    """Raises NotASpreadsheet for a package that is damaged or holds too much; reads it piece by piece."""
    count, room = _Count(), UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
            raise NotASpreadsheet(TOO_MUCH)
        for entry in entries:
            room -= _measure_part(package, entry, count, room)


def _measure_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, count: _Count, room: int) -> int:
    """How many bytes the part unpacked to."""
    parser = None
    if entry.filename.endswith((".xml", ".rels")):
        parser = ParserCreate()
        parser.StartElementHandler = count.element
        parser.StartDoctypeDeclHandler = count.doctype
    size = 0
    try:
        with package.open(entry) as part:
            while piece := part.read(PIECE):
                size += len(piece)
                if size > room:
                    raise NotASpreadsheet(TOO_MUCH)
                if parser:
                    parser.Parse(piece, False)
        if parser:
            parser.Parse(b"", True)
    except ExpatError as error:
        raise NotASpreadsheet(BROKEN) from error
    return size
