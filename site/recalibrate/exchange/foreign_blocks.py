"""The blocks of ours that foreign HTML becomes."""

from dataclasses import dataclass


class TooMuch(ValueError):
    """It is too long or too deeply nested to be cleaned safely."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    html: str  # only what our own editor writes


@dataclass(frozen=True, slots=True)
class Quotation:
    text: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class PictureBlock:
    source: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ForeignTable:
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


Block = TextBlock | Quotation | PictureBlock | ForeignTable | Recording | Details | References
