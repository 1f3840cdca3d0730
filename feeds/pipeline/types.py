"""One frozen type per step of a refresh.

Moments are aware and in UTC; missing text is "", never None; sequences are tuples.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One thing in a source's document, as published. Texts may still hold markup."""

    guid: str = ""
    url: str = ""
    title: str = ""
    title_is_html: bool = True
    html: str = ""  # the longest of its texts
    summary: str = ""  # what its author says of it in short, if that is not all
    also: tuple[str, ...] = ()  # whatever else it says, for the code that has to judge all of it
    author: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    categories: tuple[str, ...] = ()
    image: str = ""
    enclosure: str = ""
    enclosure_type: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A document that was a feed."""

    version: str
    title: str
    entries: tuple[ParsedEntry, ...]
    language: str = ""
    refresh_after: timedelta | None = None  # the document's own ttl
    skip_hours: tuple[int, ...] = ()  # hours of the day, in UTC, in which it will not change
    lost: int = 0  # entries that could not be read
    remarks: tuple[str, ...] = ()  # what was cut or ignored, in words


IdentityRule = Literal["guid", "address", "words"]


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
    has_doubtful_date: bool = False
    categories: tuple[str, ...] = ()
    image_url: str = ""
    enclosure_url: str = ""
    enclosure_type: str = ""
    hard_words: str = ""  # on hard subjects, wherever the entry says them; readers may not see them


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """All that a refresh wants to know of a document."""

    items: tuple[ItemData, ...]
    version: str = ""
    title: str = ""
    refresh_after: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    identity_rule: IdentityRule = "guid"
    is_whole: bool = True  # False: entries are missing, so nothing may rely on having seen the document
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of the entries of a document."""

    fingerprints: Mapping[str, str] = field(default_factory=dict)  # by identity
    identities: Mapping[str, str] = field(default_factory=dict)  # by canonical URL, where only one has it
    titles: Mapping[str, str] = field(default_factory=dict)  # by identity
    left_alone: frozenset[str] = frozenset()  # identities whose words change at every look
    buried: frozenset[str] = frozenset()  # identities that were removed
    buried_addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Adoption:
    """A stored item that its source now calls by another id."""

    before: str
    item: ItemData


@dataclass(frozen=True, slots=True)
class RefreshPlan:
    """What the store has to do; decided before anything is done."""

    create: tuple[ItemData, ...] = ()
    update: tuple[ItemData, ...] = ()
    adopt: tuple[Adoption, ...] = ()
    unchanged: int = 0
    buried: int = 0


@dataclass(frozen=True, slots=True)
class NextCheck:
    """When a source is asked again, and why then."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class RefreshOutcome:
    """How a refresh went. `trouble` is a sentence an editor understands, or ""."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_modified: bool = False
    trouble: str = ""
    remarks: tuple[str, ...] = ()
