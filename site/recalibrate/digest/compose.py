"""What a letter says. Pure: what each kind gained goes in, words come out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import fill

from django.utils.translation import gettext, gettext_lazy, ngettext

WIDTH = 72  # as plain text in mail is read everywhere, with room to be quoted (RFC 3676 says 78)
MOST = 12  # things that are named in one letter; of the rest it says how many there are, and where

INTRO = gettext_lazy(
    "Titles and notes come further down, so that a locked screen does not show them. Read it when it suits "
    "you; nothing in it needs an answer."
)
NUMBERS = (
    gettext_lazy("no"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"),
    gettext_lazy("four"), gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"),
    gettext_lazy("eight"), gettext_lazy("nine"), gettext_lazy("ten"), gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing in a letter. `note` warns before it is opened."""

    title: str
    url: str
    summary: str
    byline: str
    note: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gain:
    """What one kind gained: its newest things, and how many more there are at `url`."""

    heading: str
    lines: tuple[DigestLine, ...]
    further: int = 0
    url: str = ""
    subject_line: str = ""

    @property
    def count(self) -> int:
        return len(self.lines) + self.further

    @property
    def more_words(self) -> str:
        return gettext("And {number} more").format(number=self.further)

    def shortened(self, places: int) -> "Gain":
        kept = self.lines[:places]
        return replace(self, lines=kept, further=self.count - len(kept))


@dataclass(frozen=True, slots=True)
class DigestSection:
    """Kinds that stand under one heading."""

    heading: str
    gains: tuple[Gain, ...]

    @property
    def lines(self) -> tuple[DigestLine, ...]:
        return tuple(line for gain in self.gains for line in gain.lines)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it is written as text or HTML.

    `intro` is what a lock screen shows beside the subject, so it says no more than the subject does.
    """

    site: str
    subject: str
    intro: str
    sections: tuple[DigestSection, ...]
    page_url: str
    help_url: str
    label: str = ""
    help_lines: tuple[str, ...] = ()


def letter(
    gains: Iterable[Gain],
    *,
    site: str,
    page_url: str,
    help_url: str,
    label: str = "",
    help_lines: Iterable[str] = (),
    since: str = "",
) -> Letter | None:
    """The letter, or None where there is nothing to write about. `since`: the words for the time it covers.

    Every kind is named at least once before any is named a fourth time. The subject says how much there is
    and never what, but for a report: a phone shows it to the people around.
    """
    found = sorted((gain for gain in gains if gain.count), key=lambda gain: not gain.subject_line)
    if not found:
        return None
    places = allocate([len(gain.lines) for gain in found], MOST)
    shown = [gain.shortened(number) for gain, number in zip(found, places, strict=True)]
    counted = in_subject(shown, since or gettext("this week"))
    return Letter(
        site=site,
        subject=f"{site}: {counted}",
        intro=f"{counted[0].upper()}{counted[1:]}. {INTRO}",
        sections=tuple(_sections(shown)),
        page_url=page_url,
        help_url=help_url,
        label=label,
        help_lines=tuple(help_lines),
    )


def allocate(counts: Sequence[int], places: int) -> list[int]:
    """How many of each may be named: one of each in turn, until the places or the things are used up."""
    given = [0] * len(counts)
    while places and any(have < count for have, count in zip(given, counts, strict=True)):
        for number, count in enumerate(counts):
            if places and given[number] < count:
                given[number] += 1
                places -= 1
    return given


def in_subject(gains: Sequence[Gain], since: str) -> str:
    """“the Guardian’s report and two more things this week”, “12 of 31 things this week”."""
    named, total = sum(len(gain.lines) for gain in gains), sum(gain.count for gain in gains)
    lead = next((gain.subject_line for gain in gains if gain.subject_line), "")
    if lead and total == 1:
        return gettext("{report} {since}").format(report=lead, since=since)
    rest = total - 1 if lead else total
    shown = named - 1 if lead else named
    number = NUMBERS[rest] if named == total else gettext("{shown} of {all}").format(shown=shown, all=rest)
    if not lead:
        said = ngettext("{number} thing {since}", "{number} things {since}", rest)
        return said.format(number=number, since=since)
    said = ngettext(
        "{report} and {number} more thing {since}", "{report} and {number} more things {since}", rest
    )
    return said.format(report=lead, number=number, since=since)


def _sections(gains: Sequence[Gain]) -> Iterator[DigestSection]:
    for heading in dict.fromkeys(gain.heading for gain in gains):
        yield DigestSection(heading, tuple(gain for gain in gains if gain.heading == heading))


def as_text(letter: Letter, *, leave_url: str, change_url: str) -> str:
    """The letter in plain text, at most 72 characters a line but for addresses."""
    parts = [letter.site, "=" * len(letter.site), "", fill(letter.intro, WIDTH)]
    parts += ["", fill(letter.label, WIDTH)] if letter.label else []
    for section in letter.sections:
        parts += ["", section.heading, "-" * len(section.heading)]
        for gain in section.gains:
            parts += [row for line in gain.lines for row in ("", *_as_text(line))]
            parts += ["", f"{gain.more_words}:", gain.url] if gain.further else []
    parts += ["", gettext("Everything on the site:"), letter.page_url]
    parts += ["", gettext("Who to talk to:"), *letter.help_lines, letter.help_url]
    parts += ["", gettext("You get this because you asked for it. Change what you get:"), change_url]
    parts += ["", gettext("Unsubscribe. We delete your address:"), leave_url]
    return "\n".join(parts) + "\n"


def _as_text(line: DigestLine) -> Iterator[str]:
    yield fill(line.title, WIDTH)
    if line.note:
        yield fill(gettext("Before you read: {note}").format(note=line.note), WIDTH)
    if line.summary:
        yield fill(line.summary, WIDTH)
    for point in line.points:
        yield fill(f"- {point}", WIDTH, subsequent_indent="  ")
    if line.byline:
        yield line.byline
    yield line.url
