"""One frozen type per step of a refresh.

Moments are aware and in UTC; missing text is "", never None; sequences are tuples.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What to ask for, with the validators of the last answer, verbatim."""

    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it arrived: decoded from its transfer encoding, otherwise untouched."""

    url: str  # after redirects
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    fresh_for: timedelta | None = None  # what Cache-Control or Expires asks for
    moved_to: str = ""  # set when every redirect on the way was permanent


@dataclass(frozen=True, slots=True)
class NotModified:
    """The source says that nothing changed."""

    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a source's document, as published. Texts may still hold markup."""

    guid: str
    url: str
    title: str
    title_is_html: bool
    html: str
    author: str
    published: str
    updated: str
    language: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A document that was a feed."""

    version: str
    title: str
    entries: tuple[Entry, ...]
    language: str = ""
    refresh_after: timedelta | None = None  # the document's own ttl
    remarks: tuple[str, ...] = ()  # what was cut or ignored, in words


@dataclass(frozen=True, slots=True)
class ItemData:
    """An entry in our terms. `identity`: is it the same thing? `fingerprint`: are its words?"""

    identity: str
    fingerprint: str
    guid: str
    url: str
    canonical_url: str
    title: str
    text: str
    excerpt: str
    author: str
    language: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a refresh wants to know of a document."""

    items: tuple[ItemData, ...]
    refresh_after: timedelta | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefreshPlan:
    """What the store has to do; decided before anything is done."""

    create: tuple[ItemData, ...] = ()
    update: tuple[ItemData, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a refresh went. `trouble` is a sentence an editor understands, or ""."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_modified: bool = False
    trouble: str = ""
    remarks: tuple[str, ...] = ()
