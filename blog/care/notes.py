"""All notes on a draft, what matters most first, each once."""

from .identifiability import identifiability_notes
from .reading import link_notes, picture_notes, reading_notes
from .safety import safety_notes
from .types import CareNote, DraftText
from .wording import blame_notes, change_notes, number_notes

LOOKS = (
    safety_notes,
    identifiability_notes,
    blame_notes,
    change_notes,
    number_notes,
    picture_notes,
    link_notes,
    reading_notes,
)
LONGEST_PASSAGE = 140  # enough to find it in the text


def care_notes(draft: DraftText) -> tuple[CareNote, ...]:
    found = (note for look in LOOKS for note in look(draft))
    return tuple(dict.fromkeys(map(shorten_passage, found)))


def shorten_passage(note: CareNote) -> CareNote:
    if len(note.passage) <= LONGEST_PASSAGE:
        return note
    cut = note.passage[:LONGEST_PASSAGE].rsplit(" ", 1)[0]
    return CareNote(note.kind, f"{cut} …", note.why, note.suggestion)
