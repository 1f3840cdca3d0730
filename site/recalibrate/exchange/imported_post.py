"""What is brought in, in our terms, wherever it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Arriving:
    """A post of somewhere else, as published there. `html` is foreign: nothing has cleaned it yet."""

    address: str  # what tells it from all others; the same at the next export
    title: str
    html: str
    published_at: datetime | None = None
    planned_for: datetime | None = None  # when it was to be published there
    slug: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    link: str = ""  # where readers found it
    old_paths: tuple[str, ...] = ()
    cover: str = ""  # the address of a picture
    remark: str = ""  # what an editor should know: “was private”
    unclear: tuple[str, ...] = ()  # what could not be brought in, each in an editor's words
    earlier: str = ""  # what told it from others in an earlier version of this importer
    # As it came, for the account: HTML in pieces, before anything was done to it.
    source: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)  # footnotes by the name that leads to them
    ways_back: frozenset[str] = frozenset()  # names that lead from a footnote back to its number
    has_paragraphs: bool = True  # else a blank line begins one


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not brought in, and why, in an editor's words."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something about the whole file, in an editor's words: what was mended, what is not brought in ever."""

    words: str
