"""Words that put on the person what belongs to the place, and words that go stale."""

import re
from collections.abc import Iterator

from recalibrate.translation import gettext, gettext_noop

from .types import CareNote, DraftText, NoteKind

BLAMING = (
    (
        re.compile(
            r"\b(?:be|become|being|becoming|get) (?:more |much more |that bit more )?resilient\b|"
            r"\b(?:build|boost|increase|improve|develop|strengthen)(?:ing)? (?:your|our|their|my|staff|"
            r"personal) (?:own )?resilience\b|\bmore resilience\b|\bresilience training\b",
            re.IGNORECASE,
        ),
        gettext_noop("It asks the person to bear what the place could change."),
        gettext_noop("what helped, and what should change"),
    ),
    (
        re.compile(
            r"(?:^|(?<=[.!?:;,] )|(?<=\band )|(?<=please )|(?<=should ))[Jj]ust (?:relax|breathe|"
            r"sleep more|smile|switch off|say no|cheer up|stay positive|be kind to yourself|"
            r"take a break|rest more|get over it|let it go|think positive|try harder|ask for help)\b",
            re.MULTILINE,
        ),
        gettext_noop("“Just” makes it sound easy, and people who cannot do it feel worse."),
        gettext_noop("leave “just” out, and say what makes it possible"),
    ),
    (
        re.compile(r"\bself[- ]care\b", re.IGNORECASE),
        gettext_noop("On its own, it is one more task after a long shift."),
        gettext_noop("say which small thing, and who gives the time for it"),
    ),
    (
        re.compile(r"\b(?:man up|toughen up|grow a thicker skin|thick skinned)\b", re.IGNORECASE),
        gettext_noop("It makes being hurt sound like a fault."),
        gettext_noop("what made it bearable"),
    ),
    (
        re.compile(r"\bjunior doctors?\b", re.IGNORECASE),
        gettext_noop("It is “resident doctor” since September 2024."),
        gettext_noop("“resident doctor”; search finds both"),
    ),
)
PHONE = re.compile(
    r"(?<![\d/])(?:0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}|0\d{2}[ -]\d{4}[ -]\d{4}|116[ -]?123)(?![\da-z])"
)


def blame_notes(draft: DraftText) -> Iterator[CareNote]:
    text = "\n".join(draft.paragraphs)
    for pattern, why, suggestion in BLAMING:
        if match := pattern.search(text):
            yield CareNote(NoteKind.BLAME, match[0], gettext(why), gettext(suggestion))


def change_notes(draft: DraftText) -> Iterator[CareNote]:
    if not draft.has_change:
        yield CareNote(
            NoteKind.CHANGE,
            "",
            gettext("Nothing says what should change, nor that it is just a story."),
            gettext("one thing the Trust should do, and how to make it happen"),
        )


def number_notes(draft: DraftText) -> Iterator[CareNote]:
    for paragraph in draft.paragraphs:
        for match in PHONE.finditer(paragraph):
            yield CareNote(
                NoteKind.NUMBERS,
                match[0],
                gettext("No one checks a number in a text, so it can go wrong unnoticed."),
                gettext("a link to Help, where numbers are checked every 90 days"),
            )
