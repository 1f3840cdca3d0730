"""A list of entries and one entry, before any format.

Ids are `tag:` URIs (RFC 4151) made of the authority fixed at installation and the thing's UUID: they survive
a rename, a move, a republish and a change of domain.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext

Format = Literal["xml", "atom", "json"]
Relation = Literal["prev-archive", "next-archive", "current", "hub"]

TTL_MINUTES = 60  # for readers that keep to it; those with a hub are told at once
TAG_YEAR = 2026  # a year in which the name was ours (RFC 4151); never changed, or every entry is new again

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def syndicated_text(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold, escaped or not."""
    return _NOT_XML.sub("", str(text))  # a word to be translated is text only when it is asked for


def after_note(note: str, words: str) -> str:
    """`words` where nothing else stands before them: with the content note, if there is one."""
    return f"{gettext('Before you read:')} {note} {words}".strip() if note else words


@dataclass(frozen=True, slots=True)
class EntryImage:
    """An image beside an entry; its address is absolute."""

    url: str
    media_type: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One thing as subscribers get it. `html` is complete and its addresses are absolute."""

    uuid: UUID
    kind: str
    url: str
    title: str
    summary: str
    html: str
    published_at: datetime
    updated_at: datetime
    contributors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...] = ()  # (slug, label)
    picture: EntryImage | None = None
    note: str = ""  # what to know before reading it
    language: str = ""  # that it is written in, where it is not English
    is_elsewhere: bool = False  # `url` leads to another site
    key_points: tuple[str, ...] = ()  # a figure or two, where the weekly letter leads with it

    @property
    def described(self) -> str:
        """The summary as lists show it: what to know before reading comes first."""
        return after_note(self.note, self.summary)

    @property
    def changed_at(self) -> datetime:
        """When it last changed; never before it was published."""
        return max(self.updated_at, self.published_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndication:
    """A list of entries, newest first, with what describes the list.

    `links` are relations to other documents: its archives (RFC 5005), its hub (WebSub).
    """

    key: str
    title: str
    description: str
    page_url: str
    self_url: str
    authority: str
    changed_at: datetime
    stylesheet_url: str
    help_url: str
    categories_url: str
    entries: Sequence[FeedEntry]
    icon_url: str = ""
    publisher: str = "Recalibrate"
    rights: str = ""
    links: tuple[tuple[Relation, str], ...] = ()
    is_archive: bool = False

    @property
    def updated_at(self) -> datetime:
        return max((entry.changed_at for entry in self.entries), default=self.changed_at)

    @property
    def id(self) -> str:
        return f"tag:{self.authority},{TAG_YEAR}:feed:{self.key}"

    def entry_id(self, entry: FeedEntry) -> str:
        return f"tag:{self.authority},{TAG_YEAR}:{entry.kind}:{entry.uuid}"

    def link(self, relation: Relation) -> str:
        """The address that stands in this relation, or nothing."""
        return next((url for name, url in self.links if name == relation), "")


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
