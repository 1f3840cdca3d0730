"""What the two XML formats share: a document in the making, and a line for people."""

from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from .description import EntryImage, Syndication, syndicated_text, utc

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
MEDIA = "http://search.yahoo.com/mrss/"
XHTML = "http://www.w3.org/1999/xhtml"


class XmlDocument:
    """An XML document in the making. An element without text and attributes is left out unless `always`."""

    def __init__(self, stylesheet_url: str) -> None:
        self._out = StringIO()
        self._xml = SimplerXMLGenerator(self._out, "utf-8")
        self._xml.startDocument()
        self._xml.processingInstruction("xml-stylesheet", f'href="{stylesheet_url}" type="text/css"')

    def open(self, name: str, **attributes: str) -> None:
        named = {_name(key): syndicated_text(value) for key, value in attributes.items()}
        self._xml.startElement(name, AttributesImpl(named))

    def close(self, name: str) -> None:
        self._xml.endElement(name)

    def element(self, name: str, text: str = "", *, always: bool = False, **attributes: str) -> None:
        if text or attributes or always:
            self.open(name, **attributes)
            self.text(text)
            self.close(name)

    def text(self, text: str) -> None:
        self._xml.characters(syndicated_text(text))

    def finish(self) -> str:
        self._xml.endDocument()
        return self._out.getvalue()


def _name(key: str) -> str:
    return key.replace("__", ":").rstrip("_")


def media_content(document: XmlDocument, image: EntryImage | None) -> None:
    """A picture beside an entry (Media RSS), in either format."""
    if image is None:
        return
    document.open(
        "media:content",
        url=image.url,
        type=image.media_type,
        medium="image",
        width=str(image.width),
        height=str(image.height),
    )
    document.element("media:description", image.alt, type="plain")
    document.close("media:content")


def banner(document: XmlDocument, syndication: Syndication, prefix: str) -> None:
    """What people see who open the feed in a browser: what it is, and each entry with its title as a link.

    No style sheet makes a link of a title, and the validator wants no XHTML within an entry: so all of it is
    here, and `feed.css` hides the entries themselves. RSS wants XHTML under the prefix `xhtml:`; in Atom the
    validator frowns on any prefix.
    """
    declaration = {f"xmlns__{prefix.rstrip(':')}" if prefix else "xmlns": XHTML}
    document.open(f"{prefix}div", **declaration)
    document.element(f"{prefix}h1", gettext("This is a web feed"))
    document.open(f"{prefix}p")
    document.text(f"{gettext('Copy this page’s address into a feed reader to get new entries.')} ")
    document.element(f"{prefix}a", gettext("What a feed is, and all of ours"), href=syndication.help_url)
    document.close(f"{prefix}p")
    document.close(f"{prefix}div")
    document.open(f"{prefix}div", **declaration)
    for entry in syndication.entries:
        document.open(f"{prefix}h2")
        document.element(f"{prefix}a", entry.title, href=entry.url)
        document.close(f"{prefix}h2")
        document.element(f"{prefix}p", f"{utc(entry.published_at):%-d %B %Y}. {entry.described}")
    document.close(f"{prefix}div")
