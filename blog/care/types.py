"""What is looked at, and what is said about it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from recalibrate.language.hearing import Added


class Kind(StrEnum):
    """What a note is about, in the order in which notes are shown."""

    SAFETY = "safety"
    GIVEN_AWAY = "given away"
    BLAME = "blame"
    CHANGE = "change"
    NUMBERS = "numbers"
    PICTURES = "pictures"
    LINKS = "links"
    READING = "reading"


LABELS = {
    Kind.SAFETY: "Safe messaging",
    Kind.GIVEN_AWAY: "Somebody could be recognised",
    Kind.BLAME: "Puts it on the person",
    Kind.CHANGE: "What should change",
    Kind.NUMBERS: "Telephone numbers",
    Kind.PICTURES: "Pictures",
    Kind.LINKS: "Links",
    Kind.READING: "Reading",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One remark: the words it is about ("" for the whole post), why, and what to try instead."""

    kind: Kind
    passage: str
    why: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    alt: str
    is_decorative: bool = False


_END = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z0-9])")


@dataclass(frozen=True)
class Draft:
    """A post as plain text, one entry a paragraph, heading or line of a list.

    `added`: what editors have added to the list of words on hard subjects.
    """

    paragraphs: tuple[str, ...]
    level: int = 0
    short_version: str = ""
    has_change: bool = True
    links: tuple[Link, ...] = field(default=())
    pictures: tuple[Picture, ...] = field(default=())
    added: Added = ()

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(each.strip() for text in self.paragraphs for each in _END.split(text) if each.strip())
