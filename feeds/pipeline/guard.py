"""What is looked at before feedparser sees a document: some documents are built to exhaust it."""

import re
from xml.parsers import expat

from .errors import Hostile

MAX_DEPTH = 150
MAX_ATTRIBUTES = 100
MAX_ELEMENTS = 400_000
MAX_DECLARATION = 200
MAX_LONE_TOKEN = 20_000  # an e-mail address or attribute longer than this is no honest one

_DECLARATION = re.compile(rb"^<\?xml[^>]{0,%d}\?>" % MAX_DECLARATION)
_LONG_DECLARATION = re.compile(rb"^<\?xml[^>]*>?")
_DOCTYPE = re.compile(rb"<!DOCTYPE(?:[^>\[]|\[[^\]]*\])*>", re.IGNORECASE)
_CHARACTER = re.compile(rb"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));")


def tamed(document: bytes) -> bytes:
    """`document` without what feedparser cannot survive; raises Hostile for what nothing should read."""
    start = document.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not _DECLARATION.match(start):
        start = _LONG_DECLARATION.sub(b"<?xml version='1.0'?>", start, count=1)
    start = _without_doctype(start)
    start = _CHARACTER.sub(_legal_reference, start)
    _scan(start)
    return start


def _without_doctype(document: bytes) -> bytes:
    """Entity definitions can expand without end; a feed needs none."""
    head, rest = document[:100_000], document[100_000:]
    if b"<!doctype" not in head.lower():
        return document
    return _DOCTYPE.sub(b"", head, count=1) + rest


def _legal_reference(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 16) if match[1] else int(match[2])
    legal = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return match[0] if legal else b""


def _scan(document: bytes) -> None:
    """Refuses depth, attributes and numbers beyond every real feed. Broken XML is left to feedparser."""
    depth = elements = 0

    def opened(name: str, attributes: list[str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH:
            raise Hostile(f"The document nests elements more than {MAX_DEPTH} deep.")
        if len(attributes) > 2 * MAX_ATTRIBUTES:
            raise Hostile(f"An element of the document has more than {MAX_ATTRIBUTES} attributes.")
        if elements > MAX_ELEMENTS:
            raise Hostile(f"The document has more than {MAX_ELEMENTS:,} elements.")

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, ValueError, LookupError):
        _scan_roughly(document)


def _scan_roughly(document: bytes) -> None:
    """The same limits for what is no XML, counted from the bytes alone."""
    if document.count(b"<") > MAX_ELEMENTS:
        raise Hostile(f"The document has more than {MAX_ELEMENTS:,} elements.")
    for tag in re.finditer(rb"<[^<>]{2000,}", document):
        if tag[0].count(b"=") > MAX_ATTRIBUTES:
            raise Hostile(f"An element of the document has more than {MAX_ATTRIBUTES} attributes.")
