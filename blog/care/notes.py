"""All notes on a draft, what matters most first, each once."""

from .given_away import given_away
from .reading import links, pictures, reading
from .safety import safety
from .types import Draft, Note
from .wording import blame, change, numbers

LOOKS = (safety, given_away, blame, change, numbers, pictures, links, reading)
LONGEST_PASSAGE = 140


def notes(draft: Draft) -> tuple[Note, ...]:
    found = (note for look in LOOKS for note in look(draft))
    return tuple(dict.fromkeys(map(shortened, found)))


def shortened(note: Note) -> Note:
    if len(note.passage) <= LONGEST_PASSAGE:
        return note
    cut = note.passage[:LONGEST_PASSAGE].rsplit(" ", 1)[0]
    return Note(note.kind, f"{cut} …", note.why, note.suggestion)
