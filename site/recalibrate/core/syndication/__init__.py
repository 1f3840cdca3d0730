"""What we publish for feed readers: one description, written in three formats."""

from .atom import atom
from .description import TTL_MINUTES, EntryImage, FeedEntry, Format, Syndication, after_note, syndicated_text
from .json_feed import json_feed
from .rss import rss

__all__ = [
    "MEDIA_TYPES",
    "TTL_MINUTES",
    "WRITERS",
    "EntryImage",
    "FeedEntry",
    "Format",
    "Syndication",
    "after_note",
    "atom",
    "json_feed",
    "rss",
    "syndicated_text",
]

WRITERS = {"xml": rss, "atom": atom, "json": json_feed}

# XML goes out under the type that browsers show styled; under the formats' own types they show source.
CONTENT_TYPES = {
    "xml": "application/xml; charset=utf-8",
    "atom": "application/xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
# The type that pages announce and that other documents name.
MEDIA_TYPES = {
    "xml": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
NAMES = {"xml": "RSS", "atom": "Atom", "json": "JSON Feed"}
