"""Well-formed RSS, RDF and Atom in one pass, which also refuses what is built to exhaust its reader.

feedparser takes five times as long; it is left to read what is not well-formed (parse.py).
"""

from collections.abc import Iterable
from html.entities import html5
from xml.parsers import expat

from recalibrate.text.clean import escape_text

from .addresses import joined_address
from .each import convert_each
from .guard import HEADER, Limits
from .timing import refresh_after, skip_hours
from .types import ParsedFeed
from .vocabulary import (
    CHANNELS,
    ENTRIES,
    GROUPS,
    SAID_BY_CHANNEL,
    WANTED,
    Element,
    ElementNames,
    EntryElements,
    entry_of,
)

RSS_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
ATOM, OLD_ATOM, OLD_RDF = "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "netscape.com"
RSS_1_1 = "http://purl.org/net/rss1.1#"
XHTML = frozenset(["xhtml", "application/xhtml+xml"])


class NotWellFormed(Exception):
    """For a more patient reader."""


def parse_xml_feed(document: str) -> ParsedFeed | None:
    """The feed; None if the document is XML of another kind; raises NotWellFormed, or Hostile.

    `document` begins with its first element: a DOCTYPE could define entities that expand without end.
    """
    walk = _Walk()
    try:
        walk.parser.Parse(HEADER + document, True)
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise NotWellFormed from error
    return walk.feed() if walk.version else None


class _Walk:
    """Where the parser is in the document, and what it has found so far."""

    def __init__(self) -> None:
        self.version = ""
        self.language = ""
        self.channel: dict[str, list[str]] = {}
        self.entries: list[EntryElements] = []
        self._limits = Limits()
        self._path: list[str] = []
        self._names = [ElementNames({"": ""})]
        self._bases = [""]
        self._entry: EntryElements | None = None
        self._field: Element | None = None  # the element whose text is being read
        self._field_depth = 0
        self._text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.UseForeignDTD(True)  # else &nbsp; would be an error; nothing is ever loaded
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._opened
        self.parser.EndElementHandler = self._closed
        self.parser.CharacterDataHandler = self._read
        self.parser.SkippedEntityHandler = self._skipped

    def feed(self) -> ParsedFeed:
        entries, lost = convert_each(self.entries, entry_of)
        period, frequency = self._said("sy:updateperiod"), self._said("sy:updatefrequency")
        return ParsedFeed(
            version=self.version,
            title=self._said("title", "atom:title"),
            entries=entries,
            language=self._said("language", "dc:language") or self.language,
            refresh_after=refresh_after(self._said("ttl"), period, frequency),
            skip_hours=skip_hours(self.channel.get("hour", ())),
            lost=lost,
        )

    def _said(self, *names: str) -> str:
        texts: Iterable[str] = (text for name in names for text in self.channel.get(name, ()))
        return next((text.strip() for text in texts if text.strip()), "")

    def _opened(self, written: str, attributes: dict[str, str]) -> None:
        self._limits.opened(len(attributes))
        names, base = self._names[-1], self._bases[-1]
        if attributes:
            names = names.with_declared(attributes)
            base = joined_address(base, attributes.get("xml:base", ""))
        if not self._path:
            names = _as_meant(written, names)
        name = names[written]
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        self._names.append(names)
        self._bases.append(base)
        if self._field is not None:
            self._field = self._field._replace(has_markup=True)
            self._text.append(f"<{name.rpartition(':')[2]}>")
        elif not parent:
            self._begin(name, names.meaning_of_prefix(written), attributes)
            if name == "atom:entry":
                self._entry = EntryElements(language=self.language, base=base)
        elif self._entry is None and name in ENTRIES:
            about, language = attributes.get("rdf:about", ""), attributes.get("xml:lang", "")
            self._entry = EntryElements(language=language, about=about, base=base)
        elif self._entry is not None and name in GROUPS and name in WANTED:
            self._entry.add(Element(name, "", attributes, base))  # what is in it is looked at by itself
        elif self._is_wanted(name, parent):
            self._field, self._field_depth = Element(name, "", attributes, base), len(self._path)

    def _begin(self, root: str, namespace: str, attributes: dict[str, str]) -> None:
        self.language = attributes.get("xml:lang", "")
        if root == "rss":
            self.version = RSS_VERSIONS.get(attributes.get("version", ""), "rss20")
        elif root == "rdf:rdf":
            self.version = "rss090" if OLD_RDF in attributes.get("xmlns", "") else "rss10"
        elif root == "channel" and namespace == RSS_1_1:
            self.version = "rss11"
        elif root in ("atom:feed", "atom:entry"):
            self.version = "atom03" if namespace == OLD_ATOM else "atom10"

    def _is_wanted(self, name: str, parent: str) -> bool:
        if self._entry is None:
            return name in SAID_BY_CHANNEL and parent in (*CHANNELS, "skiphours")
        return name in WANTED and (parent in ENTRIES or parent in GROUPS)

    def _read(self, text: str) -> None:
        if self._field is not None:
            is_xhtml = self._field.attributes.get("type", "") in XHTML or self._field.has_markup
            self._text.append(escape_text(text) if is_xhtml else text)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        self._read(html5.get(f"{name};", " "))

    def _closed(self, written: str) -> None:
        depth = len(self._path)
        name = self._path.pop()
        self._names.pop()
        self._bases.pop()
        self._limits.closed()
        if self._field is not None:
            if depth == self._field_depth:
                self._keep(self._field._replace(text="".join(self._text)))
            else:
                self._text.append(f"</{name.rpartition(':')[2]}>")
        elif self._entry is not None and name in ENTRIES:
            self.entries.append(self._entry)
            self._entry = None

    def _keep(self, found: Element) -> None:
        if self._entry is None:
            self.channel.setdefault(found.name, []).append(found.text)
        else:
            self._entry.add(found)
        self._field, self._text = None, []


def _as_meant(root: str, names: ElementNames) -> ElementNames:
    """Atom without its namespace is Atom, and RSS within any namespace is RSS."""
    prefix, _, local = root.rpartition(":")
    if local == "feed" and not names.meaning_of_prefix(root):
        return ElementNames({**names.prefixes, "": ATOM})
    return ElementNames({**names.prefixes, prefix: ""}) if local.lower() == "rss" else names
