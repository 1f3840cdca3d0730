"""Which characters a document's bytes stand for. What is declared is often wrong, so it is asked last."""

import codecs
import re

from recalibrate.translation import gettext, gettext_noop

from .parse_errors import ParseError

# The Encoding Standard has no UTF-32, and a UTF-16 mark begins like one of UTF-32: ask for the longer first.
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"<\0\0\0", b"\0\0\0<")
IN_UTF_32 = gettext_noop(
    "The document is written in UTF-32, which no browser reads. Ask the source for UTF-8."
)
_BOMS = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
# Python knows more codecs than feeds use, and some of them (punycode, idna) are slow by design.
_KNOWN = re.compile(
    r"(?:utf-?16|utf-?32|iso-?8859-?\d{1,2}|latin-?\d|windows-125\d|cp-?125\d|koi8-?[ru]|gb2312|gbk|gb18030"
    r"|big5|euc-?(?:jp|kr|cn)|shift[_-]jis|iso-2022-\w+|mac-?roman|(?:us-)?ascii)$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s{0,100}<\?xml[^>]{0,160}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})")
# The labels that the Encoding Standard (4.2) gives to windows-1252, since that is what is sent under them.
_WINDOWS = frozenset(["latin1", "iso88591", "usascii", "ascii"])  # what is so labelled is Windows-1252


def decoded(document: bytes, content_type: str) -> str:
    """The document's text. Valid UTF-8 beats whatever is declared; Windows-1252 reads the rest."""
    if document.startswith(_UTF_32):
        raise ParseError(gettext(IN_UTF_32))
    for mark, codec in _BOMS:
        if document.startswith(mark):
            return document.decode(codec, "replace").removeprefix("\ufeff")
    try:
        # Text of another encoding is next to never valid UTF-8 by chance, while headers are wrong every day.
        return document.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _declared(document, content_type)


def declared_charsets(document: bytes, content_type: str) -> list[str]:
    """What the answer's header and the document itself say, in that order."""
    named = [match[1] for match in [_HEADER.search(content_type[:500])] if match]
    return named + [match[1].decode("ascii") for match in [_DECLARATION.match(document)] if match]


def _declared(document: bytes, content_type: str) -> str:
    for name in declared_charsets(document, content_type):
        if _KNOWN.match(name) and name.lower().replace("-", "") not in _WINDOWS:
            try:
                return document.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    almost = document.decode("utf-8-sig", "replace")
    return almost if _is_mostly_utf8(almost) else document.decode("cp1252", "replace")


def _is_mostly_utf8(text: str) -> bool:
    """Whether a few bytes only are broken, as where a publisher cuts a summary inside a letter."""
    broken = text.count("\ufffd")
    return sum(1 for letter in text if letter > "\x7f") > 3 * broken
