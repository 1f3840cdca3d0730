"""The blocks of ours that foreign HTML becomes."""

from dataclasses import dataclass


class TooMuch(ValueError):
    """It is too long or too deeply nested to be cleaned safely."""


@dataclass(frozen=True, slots=True)
class Text:
    html: str  # only what our own editor writes


@dataclass(frozen=True, slots=True)
class Quotation:
    text: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    source: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # cells, as HTML
    caption: str = ""
    has_row_headings: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A film or a sound that plays elsewhere."""

    url: str
    title: str
    is_heard: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    summary: str
    html: str


@dataclass(frozen=True, slots=True)
class References:
    items: tuple[str, ...]  # HTML


Block = Text | Quotation | Picture | Table | Recording | Details | References
