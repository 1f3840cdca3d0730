"""XML as it comes: mended where that is safe, and read item by item where it is not."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext, ngettext

from .archive import ArchiveRefused
from .imported_post import LeftOut

_DECLARED = re.compile(rb"<\?xml[^<>]{0,200}?encoding\s?=\s?[\"']([\w.-]{1,40})")
# What XML 1.0 (2.2, Char) forbids even as a reference: old databases are full of it.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_TITLE = re.compile(r"<title>\s?(?:<!\[CDATA\[)?([^<\]]{0,200})")
_ROOT = re.compile(r"<rss\b[^<>]*>")
_ITEM = re.compile(r"<item(?:\s[^<>]*)?>")
XML_ENTITIES = {"amp", "apos", "gt", "lt", "quot"}
MOST_LINES = 5  # enough to find the place in an editor
CDATA, CDATA_END = "<![CDATA[", "]]>"


@dataclass
class Channel:
    """What a file holds: its head, its items and, where one could not be read, why."""

    head: Element
    items: list[Element] = field(default_factory=list)
    broken: list[LeftOut] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)  # in an editor's words, with the lines


def read_channel(content: bytes, what: str) -> Channel:
    """A feed's channel. One bad item costs one item; raises ArchiveRefused for what is no such file."""
    found = _parsed(content, what)
    if isinstance(found, ParseError):
        text, mended = _mended(content)
        found = _parsed(text, what)
        if isinstance(found, ParseError):
            return _in_pieces(text, mended, what)
    else:
        mended = []
    channel = found.find("channel")
    if channel is None:
        raise ArchiveRefused(gettext("This is not an export of {what}: it has no channel.").format(what=what))
    return Channel(channel, channel.findall("item"), [], mended)


def _parsed(content: bytes | str, what: str) -> Element | ParseError:
    try:
        # Entities expand without end (“billion laughs”); no export has a DOCTYPE.
        return fromstring(content, forbid_dtd=True)  # type: ignore[no-any-return]
    except ParseError as error:
        return error
    except (DefusedXmlException, ValueError, LookupError) as error:
        raise ArchiveRefused(
            gettext("This is not an export of {what}: it cannot be read as XML.").format(what=what)
        ) from error


def parsed_mended(content: bytes, what: str) -> tuple[Element, list[str]]:
    """The root of a file without items, and what was mended in it."""
    text, mended = _mended(content)
    found = _parsed(text, what)
    if isinstance(found, ParseError):
        raise ArchiveRefused(
            gettext("{what} cannot be read as XML: {found}.").format(what=what, found=found)
        ) from found
    return found, mended


def _mended(content: bytes) -> tuple[str, list[str]]:
    declared = _DECLARED.search(content[:400])
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
        text = content.removeprefix(codecs.BOM_UTF8).decode(name, "replace")
    except LookupError:
        text = content.decode("utf-8", "replace")
    said = []
    if lines := [_line(text, match.start()) for match in _NO_XML.finditer(text)]:
        text = _NO_XML.sub("", text)
        said.append(
            gettext("Control characters, which XML forbids, were taken out ({lines}).").format(
                lines=_lines(lines)
            )
        )
    text, lines = _with_whole_ampersands(text)
    if lines:
        said.append(
            gettext("“&” was written alone and is read as it is ({lines}).").format(lines=_lines(lines))
        )
    return text, said


def _with_whole_ampersands(text: str) -> tuple[str, list[int]]:
    out: list[str] = []
    lines: list[int] = []
    line = 1
    # In CDATA nothing is markup (XML 1.0, 2.7): an ampersand alone is right there.
    for part, is_written in _parts(text):
        if is_written:
            out.append(part)
        else:
            whole = _AMPERSAND.sub(_whole, part)
            if whole != part:
                lines += [
                    line + part.count("\n", 0, match.start())
                    for match in _AMPERSAND.finditer(part)
                    if _whole(match) != match[0]
                ][:MOST_LINES]
            out.append(whole)
        line += part.count("\n")
    return "".join(out), lines


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text, and what in it stands in CDATA."""
    place = 0
    while (start := text.find(CDATA, place)) >= 0 and (end := text.find(CDATA_END, start)) >= 0:
        yield text[place:start], False
        yield text[start : end + 3], True
        place = end + 3
    yield text[place:], False


def _whole(match: re.Match[str]) -> str:
    name = match[1]
    if not name:
        return "&amp;"
    if name.startswith("#"):
        return match[0] if unescape(match[0]).isprintable() else " "
    if name in XML_ENTITIES:
        return match[0]
    # XML knows five names, and people paste HTML's 2,231.
    return html5.get(f"{name};") or f"&amp;{name};"


def _in_pieces(text: str, mended: list[str], what: str) -> Channel:
    root = _ROOT.search(text)
    starts = [match.start() for match in _ITEM.finditer(text)]
    if root is None or not starts:
        raise ArchiveRefused(
            gettext("This is not an export of {what}: it cannot be read as XML.").format(what=what)
        )
    head = _parsed(f"{text[: starts[0]]}</channel></rss>", what)
    if isinstance(head, ParseError):
        raise ArchiveRefused(
            gettext("This is not an export of {what}: what comes before its items cannot be read.").format(
                what=what
            )
        )
    channel = head.find("channel")
    if channel is None:
        raise ArchiveRefused(gettext("This is not an export of {what}: it has no channel.").format(what=what))
    found = Channel(channel, mended=mended)
    line, counted = 1, 0
    for start, after in zip(starts, [*starts[1:], len(text)], strict=True):
        line, counted = line + text.count("\n", counted, start), start
        piece = text[start:after].partition("</item>")[0]
        one = _parsed(f"{root[0]}<channel>{piece}</item></channel></rss>", what)
        if isinstance(one, ParseError):
            title = _TITLE.search(piece)
            name = unescape(title[1]).strip() if title else ""
            at = line + max(0, one.position[0] - 1)
            found.broken.append(
                LeftOut(
                    name or gettext("Line {line}").format(line=line),
                    gettext("It is broken in line {at} of the file.").format(at=at),
                )
            )
        else:
            found.items += one.iter("item")
    return found


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _lines(lines: list[int]) -> str:
    shown = list(dict.fromkeys(lines))
    said = ", ".join(str(line) for line in shown[:MOST_LINES])
    if len(shown) > MOST_LINES:
        return gettext("lines {numbers} and {count} more").format(numbers=said, count=len(shown) - MOST_LINES)
    return ngettext("line {numbers}", "lines {numbers}", len(shown)).format(numbers=said)
