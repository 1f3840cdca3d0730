from ..languages import ENGLISH
from .description import FeedEntry, Syndication, utc
from .xml import ATOM, HISTORY, MEDIA, XmlDocument, banner, media_content


def atom(syndication: Syndication) -> str:
    """Atom (RFC 4287) with the full text as HTML content."""
    document = XmlDocument(syndication.stylesheet_url)
    document.open("feed", xmlns=ATOM, xmlns__media=MEDIA, xml__lang=ENGLISH)
    document.element("title", syndication.title)
    document.element("subtitle", syndication.description)
    document.element("id", syndication.id)
    document.element("updated", utc(syndication.updated_at).isoformat())
    document.element("generator", "Recalibrate")
    document.element("icon", syndication.icon_url)
    document.element("rights", syndication.rights)
    document.element("link", rel="self", type="application/atom+xml", href=syndication.self_url)
    document.element("link", rel="alternate", type="text/html", href=syndication.page_url)
    for relation, url in syndication.links:
        document.element("link", rel=relation, href=url)
    if syndication.is_archive:
        document.element("fh:archive", xmlns__fh=HISTORY)
    banner(document, syndication, "")
    for entry in syndication.entries:
        _entry(document, syndication, entry)
    document.close("feed")
    return document.finish()


def _entry(document: XmlDocument, syndication: Syndication, entry: FeedEntry) -> None:
    document.open("entry", **({"xml__lang": entry.language} if entry.language else {}))
    document.element("title", entry.title)
    document.element("id", syndication.entry_id(entry))
    document.element("link", rel="alternate", type="text/html", href=entry.url)
    document.element("published", utc(entry.published_at).isoformat())
    document.element("updated", utc(entry.changed_at).isoformat())
    for name in entry.contributors:
        document.open("author")
        document.element("name", name)
        document.close("author")
    for slug, label in entry.categories:
        document.element("category", term=slug, scheme=syndication.categories_url, label=label)
    document.element("summary", entry.described)
    document.element("content", entry.html, type="html")
    media_content(document, entry.picture)
    document.close("entry")
