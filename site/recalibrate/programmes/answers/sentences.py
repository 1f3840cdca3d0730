"""Results in sentences: counts lead, the percentage follows in brackets and never stands alone."""

from collections.abc import Sequence

from .comparison import Comparison, share
from .types import Attendance, Disclosed, Moved

MEMORY = (
    "Each person compared then and now in one form. People who look back tend to see more change than there "
    "was."
)
LEVELS = {1: "what people thought of it", 2: "what they learnt", 3: "what they did", 4: "what changed"}


def of_whom(shown: Disclosed, *, with_share: bool = True) -> str:
    """`17 of 21 (81%)`."""
    counts = f"{shown.yes} of {shown.answered}"
    if not with_share or shown.yes is None or not shown.answered:
        return counts
    return f"{counts} ({share(shown.yes, shown.answered)})"


def parts(comparison: Comparison, *, with_share: bool) -> str:
    """`2 of 17 before, 17 of 21 after`; a side that is withheld is left out."""
    sides = ((comparison.before, "before"), (comparison.after, "after"))
    known = [(side, when) for side, when in sides if side and side.yes is not None]
    return ", ".join(f"{of_whom(side, with_share=with_share)} {when}" for side, when in known)


def finding(comparison: Comparison) -> str:
    """What a chart is headed by: `Understanding: 2 of 17 before, 17 of 21 after`."""
    said = parts(comparison, with_share=False)
    return f"{comparison.name}: {said}" if said else f"{comparison.name}: not shown"


def two_groups(comparison: Comparison) -> str:
    """That these are two groups, and how different they must be at least."""
    before, after = comparison.before, comparison.after
    if not (before and after and before.answered and after.answered):
        return ""
    said = (
        f"{before.answered} answered before and {after.answered} after. Forms carry no names, so these are "
        "two groups, not the same people"
    )
    if comparison.newcomers:
        new = f"at least {comparison.newcomers} of the {after.answered} were not among the {before.answered}"
        return f"{said}: {new}."
    return f"{said}."


def moved_finding(moved: Moved) -> str:
    return (
        f"{moved.asked.name}, looking back: {moved.up} of {moved.people} rate themselves higher now, "
        f"{moved.same} the same, {moved.down} lower"
    )


def turnout(room: Attendance, when: str) -> str:
    """`All 17 who came answered before`."""
    if room.came is None:
        return f"{room.forms} answered {when} (attendance not counted)"
    if room.forms > room.came:
        return f"{room.forms} forms were sent {when} although {room.came} came"
    if room.forms == room.came:
        return f"All {room.came} who came answered {when}"
    return f"{room.forms} of the {room.came} who came answered {when}"


def abstract(comparisons: Sequence[Comparison]) -> str:
    """A paragraph for a conference, with every denominator; "" without anything to compare."""
    told = [one for one in comparisons if parts(one, with_share=True)]
    if not told:
        return ""
    first = told[0]
    rooms = [(first.room_before, "before", first.before), (first.room_after, "after", first.after)]
    lines = ["; ".join(turnout(room, when) for room, when, side in rooms if side) + "."]
    for one in told:
        asked = (one.after or one.before).asked  # type: ignore[union-attr]
        lines.append(f"{one.name} {asked.yes_in_words}: {parts(one, with_share=True)}.")
    if first.newcomers and first.before and first.after:
        lines.append(
            f"Anonymous and unmatched: at least {first.newcomers} of the {first.after.answered} were not "
            f"among the {first.before.answered}."
        )
    elif first.before and first.after:
        lines.append("Anonymous and unmatched: two groups, not the same people.")
    return " ".join(lines)


def levels_measured(levels: Sequence[int]) -> str:
    """What was measured, by Kirkpatrick's four levels, and so what was not."""
    known = [LEVELS[level] for level in sorted(set(levels)) if level in LEVELS]
    missing = [words for level, words in LEVELS.items() if level not in levels]
    said = f"Asked about {listed_words(known)}"
    return f"{said}; not about {listed_words(missing)}." if missing else f"{said}."


def listed_words(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "nothing"
