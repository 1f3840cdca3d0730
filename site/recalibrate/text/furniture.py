"""What stands around a text and is none of it: share and subscribe lines, credits, “read more”."""

import re
from collections.abc import Sequence

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
_OPENINGS = ("the post ", "the article ")
_ENDINGS = (" appeared first on ", " first appeared on ")


def without_furniture(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines that say something, without what is said around them."""
    return tuple(own for line in lines if (own := _own(line)))


def _own(line: str) -> str:
    if len(line) <= LONGEST and _FURNITURE.match(line):
        return ""
    while first := _FIRST.match(line):
        line = line[first.end() :]
    start = max(0, len(line) - 3 * LONGEST)
    ending = _LAST.sub("", _before_the_backlink(line[start:]))
    return (line[:start] + ending).strip()


def _before_the_backlink(line: str) -> str:
    """What stands before WordPress's “The post … appeared first on …”."""
    folded = line.lower()
    place = max(folded.rfind(ending) for ending in _ENDINGS)
    start = max(folded.rfind(opening, 0, max(place, 0)) for opening in _OPENINGS)
    return line[:start] if start >= 0 else line
