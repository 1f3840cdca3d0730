"""What stands around a text and is none of it: share and subscribe lines, credits, “read more”."""

import re
from collections.abc import Iterator, Sequence

LONGEST = 200  # characters of a line that may be furniture as a whole

_PHRASE = (
    r"(?:share (?:this|on|via|to)\b[^.!?]{0,80}|share|tweet|pin it|e-?mail this|print this(?: page)?"
    r"|(?:please )?(?:subscribe|sign up|register)"
    r"(?: now| here| today| for free| to (?:our|the|my) [^.!?]{1,80})?"
    r"|(?:click here to )?(?:read|find out|learn) more(?: (?:here|now|about|at|on)\b[^.!?]{0,80})?"
    r"|click here(?: to [^.!?]{1,80})?|(?:continue|keep) reading(?: [^.!?]{1,120})?"
    r"|read the (?:full|whole|rest)\b[^.!?]{0,80}"
    r"|view (?:the )?(?:full|original) (?:post|article)|leave a (?:comment|reply)|\d{0,6} ?comments?"
    r"|advertisement|follow us on [^.!?]{1,60}|like this|related(?: posts| articles)?"
    r"|(?:photo|image|picture)(?:graph)?(?: credit)?(?: ?:| by) [^.!?]{1,100}"
    r"|(?:photo|image) credits?\b[^.!?]{0,80})"
)
_FURNITURE = re.compile(
    rf"\W{{0,5}}(?:{_PHRASE}|(?:photo|image|picture) by [^!?]{{1,150}})[\s.!?:»›→…>\])]{{0,9}}$",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"{_PHRASE}[.!]\s{{1,3}}", re.IGNORECASE)
_LAST = re.compile(
    r"\s{0,3}(?:\(?(?:read more|continue reading|find out more|learn more)\)?)[\s.!:»›→…>\]]{0,9}$",
    re.IGNORECASE,
)
# How every line of furniture begins and ends: a quick look before the careful one.
_NO_LETTERS = re.compile(r"\W{0,5}")
_BEGINS = (
    *("share", "tweet", "pin it", "email", "e-mail", "print", "please", "subscribe", "sign up", "register"),
    *("click here", "read", "find out", "learn more", "continue", "keep", "view", "leave a", "comment"),
    *("advertisement", "follow us", "like this", "related", "photo", "image", "picture", *"0123456789 "),
)
_ENDS = ("more", "reading")
_OPENINGS = ("the post ", "the article ")
_ENDINGS = (" appeared first on ", " first appeared on ")


def without_furniture(lines: Sequence[str]) -> Iterator[str]:
    """The lines that say something, without what is said around them."""
    return (own for line in lines if (own := _own(line)))


def _own(line: str) -> str:
    if may_be_furniture(line):
        if len(line) <= LONGEST and _FURNITURE.match(line):
            return ""
        while first := _FIRST.match(line):
            line = line[first.end() :]
    start = max(0, len(line) - 3 * LONGEST)
    ending = _before_the_backlink(line[start:])
    if any(word in ending[-50:].lower() for word in _ENDS):
        ending = _LAST.sub("", ending)
    return (line[:start] + ending).strip()


def may_be_furniture(line: str) -> bool:
    """Whether the line begins as any of these phrases does."""
    letters = line if line[:1].isalpha() else line[_end_of_marks(line) :]
    return letters[:20].lower().startswith(_BEGINS)


def _end_of_marks(line: str) -> int:
    marks = _NO_LETTERS.match(line)
    return marks.end() if marks else 0


def _before_the_backlink(line: str) -> str:
    """What stands before WordPress's “The post … appeared first on …”."""
    folded = line.lower()
    if "appeared" not in folded:
        return line
    place = max(folded.rfind(ending) for ending in _ENDINGS)
    start = max(folded.rfind(opening, 0, max(place, 0)) for opening in _OPENINGS)
    return line[:start] if start >= 0 else line
