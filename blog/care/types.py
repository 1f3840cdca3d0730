"""What is looked at, and what is said about it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from recalibrate.language.hearing import Added
from recalibrate.translation import gettext_noop


class NoteKind(StrEnum):
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
    NoteKind.SAFETY: gettext_noop("Safe messaging"),
    NoteKind.GIVEN_AWAY: gettext_noop("Someone could be recognised"),
    NoteKind.BLAME: gettext_noop("It blames the person"),
    NoteKind.CHANGE: gettext_noop("What should change"),
    NoteKind.NUMBERS: gettext_noop("Telephone numbers"),
    NoteKind.PICTURES: gettext_noop("Pictures"),
    NoteKind.LINKS: gettext_noop("Links"),
    NoteKind.READING: gettext_noop("Reading"),
}


@dataclass(frozen=True, slots=True)
class CareNote:
    """One remark: the words it is about ("" for the whole post), why, and what to try instead."""

    kind: NoteKind
    passage: str
    why: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class TextLink:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class TextPicture:
    alt: str
    is_decorative: bool = False


_END = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z0-9])")


@dataclass(frozen=True)
class DraftText:
    """A post as plain text, one entry a paragraph, heading or line of a list.

    `added`: what editors have added to the list of words on hard subjects.
    """

    paragraphs: tuple[str, ...]
    level: int = 0
    short_version: str = ""
    has_change: bool = True
    links: tuple[TextLink, ...] = field(default=())
    pictures: tuple[TextPicture, ...] = field(default=())
    added: Added = ()

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(each.strip() for text in self.paragraphs for each in _END.split(text) if each.strip())


class WrittenPost(Protocol):
    """What is read of a post. The model is above: its preview asks for these notes."""

    title: Any
    summary: Any
    content_note: Any
    sensitivity: Any
    short_version: Any
    body: Any
    try_now: Any
    what_should_change: Any
    is_just_a_story: Any
