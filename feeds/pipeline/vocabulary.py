"""What the elements of RSS, RDF and Atom mean, in the namespaces that are found in the wild."""

from base64 import b64decode
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from recalibrate.text.clean import verbatim

from .addresses import joined_address
from .types import ParsedEntry

PRISM = ("1.2", "2.0", "2.1", "2.2", "3.0")
NAMESPACES = {
    "": "",
    **dict.fromkeys(("http://purl.org/rss/1.0", "http://channel.netscape.com/rdf/simple/0.9"), ""),
    **dict.fromkeys(("http://my.netscape.com/rdf/simple/0.9", "http://backend.userland.com/rss2"), ""),
    **dict.fromkeys(("http://www.w3.org/2005/atom", "http://purl.org/atom/ns#"), "atom"),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/xhtml": "xhtml",
    **dict.fromkeys((f"http://prismstandard.org/namespaces/{one}/basic" for one in PRISM), "prism"),
    "http://purl.org/net/rss1.1#": "",
}
USUAL_PREFIXES = {**{short: short for short in NAMESPACES.values() if short}, "a10": "atom", "atom10": "atom"}

ENTRIES = frozenset(["item", "atom:entry"])
CHANNELS = frozenset(["channel", "atom:feed"])
# Elements whose text is wanted, and those that say all in their attributes.
TITLES, GUIDS = ("title", "atom:title", "dc:title", "dcterms:title", "media:title"), ("guid", "atom:id")
LINKS = ("feedburner:origlink", "link")
BODIES = (
    *("content:encoded", "atom:content", "xhtml:body", "description", "atom:summary"),
    *("itunes:summary", "dc:description"),
)
SUMMARIES = ("description", "atom:summary", "itunes:summary", "dc:description")
ALSO = ("media:description", "itunes:subtitle", "dcterms:abstract", "media:title")  # about a picture, mostly
AUTHORS = ("dc:creator", "dc:author", "author", "atom:name", "itunes:author")
PUBLISHED = (
    *("pubdate", "atom:published", "dc:date", "atom:issued", "atom:created", "dcterms:issued"),
    *("prism:publicationdate", "dcterms:created", "dcterms:date", "prism:coverdate"),
)
UPDATED = ("atom:updated", "atom:modified", "dcterms:modified")
CATEGORIES = ("category", "dc:subject", "atom:category")
LANGUAGES = ("dc:language", "language")
MEDIA = ("enclosure", "media:content", "media:thumbnail", "itunes:image")
WANTED = frozenset(
    (
        *(*TITLES, *GUIDS, *LINKS, *BODIES, *ALSO, *AUTHORS, *PUBLISHED, *UPDATED),
        *(*CATEGORIES, *LANGUAGES, *MEDIA, "atom:link"),
    )
)
GROUPS = frozenset(["media:group", "media:content", "atom:author"])  # what is in them belongs to the entry
SAID_BY_CHANNEL = frozenset(
    (
        *("title", "atom:title", "language", "dc:language"),
        *("ttl", "sy:updateperiod", "sy:updatefrequency", "hour"),
    )
)


class ElementNames(dict[str, str]):
    """From names as a document writes them to ours, as long as its prefixes mean the same."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__()
        self.prefixes = prefixes

    def __missing__(self, written: str) -> str:
        prefix, _, local = written.rpartition(":")
        namespace = self.prefixes.get(prefix)
        if namespace is None:  # not declared: what everybody means by it
            short = USUAL_PREFIXES.get(prefix.lower(), "?")
        else:
            short = NAMESPACES.get(namespace.rstrip("/").lower(), "?")
        self[written] = found = f"{short}:{local.lower()}" if short else local.lower()
        return found

    def meaning_of_prefix(self, written: str) -> str:
        return self.prefixes.get(written.rpartition(":")[0], "")

    def with_declared(self, attributes: dict[str, str]) -> "ElementNames":
        """The names that hold within an element with these attributes."""
        declared = {
            name.partition(":")[2]: value
            for name, value in attributes.items()
            if name == "xmlns" or name.startswith("xmlns:")
        }
        return ElementNames({**self.prefixes, **declared}) if declared else self


class Element(NamedTuple):
    """An element of an entry: its text, and its attributes under the names that the document gives them."""

    name: str = ""
    text: str = ""
    attributes: dict[str, str] = {}
    base: str = ""  # what its addresses are relative to
    has_markup: bool = False  # it held elements, which are tags in `text`

    @property
    def is_plain(self) -> bool:
        """Only Atom says truly that a text is plain; one of RSS may hold markup or not."""
        says_so = self.attributes.get("type", "text").lower() in ("text", "text/plain")
        return self.name.startswith("atom:") and says_so and not self.has_markup

    @property
    def html(self) -> str:
        """The text as HTML; "" for what is neither text nor HTML."""
        if self.is_plain:
            return verbatim(self.text)
        if self.attributes.get("mode", "").lower() == "base64":
            return self.words
        is_markup = self.has_markup or self.attributes.get("type", "").lower() in ("html", "text/html")
        is_readable = not self.name.startswith("atom:") or is_markup
        return self.text if is_readable else ""

    @property
    def words(self) -> str:
        """The text; what is written in base64 is read."""
        if self.attributes.get("mode", "").lower() != "base64":
            return self.text
        with suppress(ValueError):
            return b64decode(self.text, validate=False).decode()
        return ""


@dataclass(slots=True)
class EntryElements:
    """All that an entry's elements say, by our names of them."""

    fields: dict[str, list[Element]] = field(default_factory=dict)
    language: str = ""
    about: str = ""  # RDF's name for the entry
    base: str = ""  # what its addresses are relative to, if it says so

    def add(self, found: Element) -> None:
        self.fields.setdefault(found.name, []).append(found)

    def all(self, *names: str) -> list[Element]:
        return [found for name in names for found in self.fields.get(name, ())]

    def first(self, *names: str) -> Element:
        """The first that says anything, in the order of `names`."""
        return next((found for found in self.all(*names) if found.text.strip()), Element())


def entry_of(found: EntryElements) -> ParsedEntry:
    """An entry's elements as an Entry."""
    body = _body(found)
    title, guid = found.first(*TITLES), found.first(*GUIDS)
    image, enclosure = _image(found), _enclosure(found)
    names = (written.text.strip() for written in found.all(*AUTHORS))
    return ParsedEntry(
        guid=guid.text.strip() or found.about,
        url=_url(found, guid),
        title=title.words,
        title_is_html=not title.is_plain,
        html=body,
        summary=next((text for text in map(_html, found.all(*SUMMARIES)) if text and text != body), ""),
        also=tuple(text for text in map(_html, found.all(*BODIES, *ALSO)) if text != body),
        author=", ".join(dict.fromkeys(filter(None, names))),
        published=found.first(*PUBLISHED).text,
        updated=found.first(*UPDATED).text,
        language=title.attributes.get("xml:lang", "")
        or found.language
        or found.first(*LANGUAGES).text.strip(),
        categories=tuple(filter(None, map(_category, found.all(*CATEGORIES)))),
        image=joined_address(found.base, _target(image)),
        enclosure=joined_address(found.base, _target(enclosure)),
        enclosure_type=enclosure.attributes.get("type", ""),
    )


def _url(found: EntryElements, guid: Element) -> str:
    """The address as the document gives it; the one before a counting redirect, where that is told."""
    if (before := found.first("feedburner:origlink").text.strip()).startswith(("http://", "https://")):
        return before
    if (link := found.first("link")).text.strip():
        return joined_address(link.base or found.base, link.text.strip())
    links = [*found.all("link"), *found.all("atom:link")]
    alternate = [one for one in links if one.attributes.get("rel", "alternate") == "alternate"]
    alternate.sort(key=lambda one: one.attributes.get("type", "text/html") != "text/html")
    for link in alternate:
        if href := link.attributes.get("href"):
            return joined_address(link.base or found.base, href)
    is_link = guid.attributes.get("isPermaLink", "true").lower() != "false"
    text = guid.text.strip()
    return text if is_link and text.startswith(("http://", "https://")) else ""


def _body(found: EntryElements) -> str:
    """The longest text."""
    return max(map(_html, found.all(*BODIES)), key=len, default="")


def _html(found: Element) -> str:
    return found.html


def _category(found: Element) -> str:
    return found.attributes.get("label") or found.attributes.get("term") or found.text.strip()


def _image(found: EntryElements) -> Element:
    media = [one for one in found.all(*MEDIA) if _is_image(one)]
    return media[0] if media else Element()


def _enclosure(found: EntryElements) -> Element:
    links = [one for one in found.all("atom:link") if one.attributes.get("rel") == "enclosure"]
    media = [one for one in [*found.all(*MEDIA), *links] if _target(one) and not _is_image(one)]
    return media[0] if media else Element()


def _is_image(media: Element) -> bool:
    is_said = f"{media.attributes.get('medium', '')} {media.attributes.get('type', '')}".lstrip()
    return media.name in ("media:thumbnail", "itunes:image") or is_said.startswith("image")


def _target(media: Element) -> str:
    return media.attributes.get("url") or media.attributes.get("href", "")
