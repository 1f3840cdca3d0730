"""What a digest says. Pure: entries in, words out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import fill

WIDTH = 72
MOST = 12  # things in one e-mail; the rest is on the site

NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a digest. `note` warns before it is opened."""

    kind: str
    title: str
    url: str
    summary: str
    byline: str
    note: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A digest before it is written as text or HTML."""

    site: str
    subject: str
    sections: tuple[Section, ...]
    page_url: str
    help_url: str
    label: str = ""


def letter(
    lines: Iterable[Line],
    *,
    headings: Mapping[str, str],
    site: str,
    page_url: str,
    help_url: str,
    label: str = "",
) -> Letter | None:
    """The week's letter, or None when nothing was published. `headings`: for each kind, in their order.

    The subject says how much there is and never what: a phone shows it to whoever stands by.
    """
    chosen = list(lines)[:MOST]
    if not chosen:
        return None
    things = "thing" if len(chosen) == 1 else "things"
    return Letter(
        site=site,
        subject=f"{site}: {NUMBERS[len(chosen)]} {things} from this week",
        sections=tuple(_sections(chosen, headings)),
        page_url=page_url,
        help_url=help_url,
        label=label,
    )


def _sections(lines: Sequence[Line], headings: Mapping[str, str]) -> Iterable[Section]:
    for heading in dict.fromkeys(headings.values()):
        if found := tuple(line for line in lines if headings[line.kind] == heading):
            yield Section(heading, found)


def as_text(letter: Letter, *, leave_url: str) -> str:
    """The letter in plain text, at most 72 characters a line but for addresses."""
    parts = [letter.site, "=" * len(letter.site), *([letter.label] if letter.label else [])]
    for section in letter.sections:
        parts += ["", section.heading, "-" * len(section.heading)]
        for line in section.lines:
            parts += ["", *_as_text(line)]
    parts += ["", f"Everything: {letter.page_url}", f"Who to talk to, day and night: {letter.help_url}"]
    parts += ["", "You get this because you asked for it. To stop, and be forgotten:", leave_url]
    return "\n".join(parts) + "\n"


def _as_text(line: Line) -> Iterable[str]:
    yield fill(line.title, WIDTH)
    if line.note:
        yield fill(f"Before you read: {line.note}", WIDTH)
    if line.summary:
        yield fill(line.summary, WIDTH)
    yield line.byline
    yield line.url
