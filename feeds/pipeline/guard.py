"""What is looked at before feedparser sees a document: some documents are built to exhaust it."""

import re

from recalibrate.text.text_reader import with_joined_pairs
from recalibrate.translation import gettext

from .parse_errors import Hostile

MAX_DEPTH = 150  # real feeds nest ten deep; parsers recurse
MAX_ATTRIBUTES = 100  # no element of a feed has ten; all are in memory before one can be refused
MAX_ATTRIBUTES_ROUGHLY = 500  # where no XML parser can count them
# 500 entries are read; ten times as many with eighty elements each still pass.
MAX_ELEMENTS = 400_000
MAX_RUN = 2_000  # of characters an e-mail address may have; feedparser's search for one is quadratic

HEADER = "<?xml version='1.0' encoding='utf-8'?>\n"

# All that XML 1.0 (2.2, Char) leaves out.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARK = re.compile(r"<(?:(\?)|(!--)|(!)|(?=[A-Za-z_]))")
_IN_DOCTYPE = re.compile(r"[\[\]>\"']|<!--")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
# HTML's longest name, CounterClockwiseContourIntegral, has 31 letters.
_BARE = re.compile(r"&(?!#[0-9xX]|[a-zA-Z][a-zA-Z0-9]{0,31};)")
_RUN = re.compile(rf"[a-zA-Z0-9_.+-]{{{MAX_RUN + 1},}}")
_LONG_TAG = re.compile(r"<[^<>]{1000,}")
_ATTRIBUTE = re.compile(r"\s[^\s=<>\"']{1,100}\s*=")


class Limits:
    """Refuses depth, attributes and numbers beyond every real feed, while a parser goes through it."""

    def __init__(self) -> None:
        self.depth = self.elements = 0

    def opened(self, attributes: int) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH:
            raise Hostile(
                gettext("The document nests elements more than {most} deep.").format(most=MAX_DEPTH)
            )
        if attributes > MAX_ATTRIBUTES:
            raise Hostile(
                gettext("An element of the document has more than {most} attributes.").format(
                    most=MAX_ATTRIBUTES
                )
            )
        if self.elements > MAX_ELEMENTS:
            raise Hostile(
                gettext("The document has more than {most} elements.").format(most=f"{MAX_ELEMENTS:,}")
            )

    def closed(self) -> None:
        self.depth -= 1


def tamed(document: str) -> str:
    """A document that begins with an element, without characters and references that no XML may hold."""
    legal = _BARE.sub("&amp;", with_joined_pairs(_ILLEGAL.sub("", document)))
    return _REFERENCE.sub(_legal_reference, legal)


def for_feedparser(document: str) -> bytes:
    """A tamed document as UTF-8, without what feedparser cannot survive.

    Raises Hostile for what nothing should read. No parser can count in what is no XML: the text is counted.
    """
    if document.count("<") > MAX_ELEMENTS:
        raise Hostile(gettext("The document has more than {most} elements.").format(most=f"{MAX_ELEMENTS:,}"))
    for tag in _LONG_TAG.finditer(document):
        if len(_ATTRIBUTE.findall(tag[0])) > MAX_ATTRIBUTES_ROUGHLY:
            raise Hostile(
                gettext("An element of the document has more than {most} attributes.").format(
                    most=MAX_ATTRIBUTES
                )
            )
    return (HEADER + _RUN.sub(lambda run: run[0][:MAX_RUN], document)).encode()


def from_first_element(document: str) -> str:
    """The document from there on; "" if there is no element.

    Declarations go, and every DOCTYPE with them: entities can expand without end, and a feed needs none.
    """
    # Ten entities of ten each, ten deep, are 10**10 letters: “billion laughs” is a line of DOCTYPE.
    position = 0
    while mark := _MARK.search(document, position):
        instruction, comment, declaration = mark.groups()
        if instruction:
            position = _after(document, "?>", mark.end())
        elif comment:
            position = _after(document, "-->", mark.end())
        elif declaration:
            position = _after_doctype(document, mark.end())
        else:
            return document[mark.start() :]
    return ""


def _after(document: str, ending: str, position: int) -> int:
    found = document.find(ending, position)
    return len(document) if found < 0 else found + len(ending)


def _after_doctype(document: str, position: int) -> int:
    """Behind the declaration's own `>`, past quoted ones, commented ones and those of entity definitions."""
    depth = 0
    while mark := _IN_DOCTYPE.search(document, position):
        position = mark.end()
        match mark[0]:
            case "[":
                depth += 1
            case "]":
                depth -= 1
            case ">" if depth <= 0:
                return position
            case "<!--":
                position = _after(document, "-->", position)
            case "'" | '"' as quote:
                position = _after(document, quote, position)
    return len(document)


def _legal_reference(match: re.Match[str]) -> str:
    digits, base = (match[1], 16) if match[1] else (match[2], 10)
    code = int(digits, base) if len(digits) <= 10 else 0
    # XML 1.0, 4.1: a reference to what may not stand there is fatal to the whole document.
    is_legal = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD
    return match[0] if is_legal or 0x10000 <= code <= 0x10FFFF else ""
