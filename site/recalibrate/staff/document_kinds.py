"""Whether a file is what its name says, by its first bytes or a zip's list of contents; unpacks nothing."""

import re
from pathlib import PurePath
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext

HEAD = 2048  # bytes
MARKUP = re.compile(rb"<\s*(?:!doctype|html|svg|script|\?xml|head|body|iframe)", re.I)
WITHIN = {  # what a zip of this kind holds
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}


def validate_content(file: IO[Any], name: str) -> str:
    """In words for the editor who uploads it; empty if nothing is."""
    kind = PurePath(name).suffix.lower().lstrip(".")
    head: bytes = file.read(HEAD)
    if kind in WITHIN:
        return _wrong_with_zip(file, kind)
    is_right = {
        "pdf": b"%PDF-" in head[:1024],
        "mp3": head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] >= b"\xe0"),
        "m4a": head[4:8] == b"ftyp",
        "txt": _is_plain(head),
        "csv": _is_plain(head),
    }.get(kind, False)
    return (
        ""
        if is_right
        else gettext("The file is not what its name says: a .%(kind)s file looks different inside.")
        % {"kind": kind}
    )


def _is_plain(head: bytes) -> bool:
    return b"\0" not in head and not MARKUP.search(head)


def _wrong_with_zip(file: IO[Any], kind: str) -> str:
    try:
        names = ZipFile(file).namelist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return gettext("The file is not what its name says: a .%(kind)s file looks different inside.") % {
            "kind": kind
        }
    if WITHIN[kind] not in names:
        return gettext("The file is not what its name says: a .%(kind)s file looks different inside.") % {
            "kind": kind
        }
    if any(PurePath(name).name.lower() == "vbaproject.bin" or name.startswith("Basic/") for name in names):
        return gettext("This file holds macros. Save it without them.")
    return ""
