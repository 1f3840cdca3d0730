from email.utils import format_datetime

from .description import TTL_MINUTES, FeedEntry, Syndication, utc
from .xml import ATOM, HISTORY, MEDIA, XmlDocument, banner, media_content


def rss(syndication: Syndication) -> str:
    """RSS 2.0 by the RSS Advisory Board's profile, with the full text in `content:encoded`."""
    document = XmlDocument(syndication.stylesheet_url)
    document.open(
        "rss",
        version="2.0",
        xmlns__atom=ATOM,
        xmlns__content="http://purl.org/rss/1.0/modules/content/",
        xmlns__dc="http://purl.org/dc/elements/1.1/",
        xmlns__fh=HISTORY,
        xmlns__media=MEDIA,
    )
    document.open("channel")
    _channel(document, syndication)
    banner(document, syndication, "xhtml:")
    for entry in syndication.entries:
        _item(document, syndication, entry)
    document.close("channel")
    document.close("rss")
    return document.finish()


def _channel(document: XmlDocument, syndication: Syndication) -> None:
    document.element("title", syndication.title)
    document.element("link", syndication.page_url)
    document.element("description", syndication.description)
    document.element("language", "en-gb")
    document.element("copyright", syndication.rights)
    document.element("lastBuildDate", format_datetime(utc(syndication.updated_at)))
    document.element("ttl", str(TTL_MINUTES))
    document.element("docs", "https://www.rssboard.org/rss-specification")
    document.element("generator", "Recalibrate")
    if syndication.icon_url:
        document.open("image")
        document.element("url", syndication.icon_url)
        document.element("title", syndication.title)
        document.element("link", syndication.page_url)
        document.close("image")
    document.element("atom:link", href=syndication.self_url, rel="self", type="application/rss+xml")
    for relation, url in syndication.links:
        document.element("atom:link", href=url, rel=relation)
    if syndication.is_archive:
        document.element("fh:archive", always=True)


def _item(document: XmlDocument, syndication: Syndication, entry: FeedEntry) -> None:
    document.open("item")
    document.element("title", entry.title)
    document.element("link", entry.url)
    document.element("guid", syndication.entry_id(entry), isPermaLink="false")
    document.element("pubDate", format_datetime(utc(entry.published_at)))
    if entry.changed_at > entry.published_at:
        document.element("atom:updated", utc(entry.changed_at).isoformat())
    for name in entry.contributors:
        document.element("dc:creator", name)
    if entry.language:
        document.element("dc:language", entry.language)
    for _slug, label in entry.categories:
        document.element("category", label, domain=syndication.categories_url)
    document.element("description", entry.described)
    document.element("content:encoded", entry.html)
    media_content(document, entry.picture)
    document.close("item")
