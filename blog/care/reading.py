"""How hard and how long a text is, and what its links and pictures say to readers who cannot see them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recalibrate.translation import gettext

from .types import CareNote, DraftText, NoteKind

ENOUGH_WORDS = 100  # below that a reading age is a guess
OLDEST = 15  # the age at which most adults read with ease; GOV.UK writes for 9
LONGEST = 1200  # six minutes
LONG_SENTENCE = 40  # words: twice what plain English asks for
SHORT_VERSION = range(60, 141)  # 80 to 120, with some give
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_VOWELS = re.compile(r"[aeiouy]+")
VAGUE = re.compile(
    r"(?:click |read |see |find out |learn )?(?:here|more|this|link|this link|this page|the link|read)", re.I
)
FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)$|^(?:img|dsc|image)[ _-]?\d+|_", re.I)
PICTURE_OF = re.compile(r"^(?:an? |the )?(?:picture|image|photo(?:graph)?|graphic) (?:of|showing)\b", re.I)


@dataclass(frozen=True, slots=True)
class Readability:
    words: int
    age: int  # 0 where there is too little to tell


def readability(draft: DraftText) -> Readability:
    """Words, and the age at which a reader reads this with ease (Flesch and Kincaid's grade, plus five)."""
    words = [word.lower() for sentence in draft.sentences for word in _WORD.findall(sentence)]
    if len(words) < ENOUGH_WORDS:
        return Readability(len(words), 0)
    grade = 0.39 * len(words) / len(draft.sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return Readability(len(words), max(5, round(grade) + 5))


def syllables(word: str) -> int:
    """Roughly: groups of vowels, without a silent e at the end."""
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    return max(1, count)


def reading_notes(draft: DraftText) -> Iterator[CareNote]:
    found = readability(draft)
    if found.age > OLDEST:
        longest = max(draft.sentences, key=lambda sentence: len(sentence.split()))
        why = gettext("The reading age is {age}. For a reader at night, aim for {oldest} or below.").format(
            age=found.age, oldest=OLDEST
        )
        yield CareNote(
            NoteKind.READING,
            longest,
            why,
            gettext("shorter sentences and everyday words; this is the longest"),
        )
    if found.words > LONGEST:
        why = gettext("{count} words take more than six minutes to read.").format(count=f"{found.words:,}")
        yield CareNote(NoteKind.READING, "", why, gettext("two parts of a series"))
    for sentence in draft.sentences:
        if len(sentence.split()) > LONG_SENTENCE and found.age <= OLDEST:
            yield CareNote(
                NoteKind.READING,
                sentence,
                gettext("The sentence is very long."),
                gettext("two or three of them"),
            )
    count = len(_WORD.findall(draft.short_version))
    if count and count not in SHORT_VERSION:
        why = gettext("The short version has {count} words.").format(count=count)
        yield CareNote(NoteKind.READING, "", why, gettext("80 to 120, for someone with one minute"))


def link_notes(draft: DraftText) -> Iterator[CareNote]:
    for link in draft.links:
        text = link.text.strip().rstrip(".…>»→ ")
        if VAGUE.fullmatch(text) or text.startswith(("http://", "https://", "www.")):
            why = gettext("Heard on its own, in a list of links, it does not say where it leads.")
            yield CareNote(NoteKind.LINKS, link.text, why, gettext("the name of the page it leads to"))


def picture_notes(draft: DraftText) -> Iterator[CareNote]:
    for picture in draft.pictures:
        alt = picture.alt.strip()
        if picture.is_decorative:
            continue
        if not alt or FILE_NAME.search(alt):
            why = gettext("Readers who cannot see the picture are not told what it shows.")
            yield CareNote(
                NoteKind.PICTURES, alt, why, gettext("what it shows, or “decorative” if it adds nothing")
            )
        elif PICTURE_OF.search(alt):
            why = gettext("Screen readers already say “image”.")
            yield CareNote(NoteKind.PICTURES, alt, why, gettext("begin with what it shows"))
