"""Results in sentences: counts lead, the percentage follows in brackets and never stands alone."""

from collections.abc import Sequence

from recalibrate.translation import gettext, gettext_noop

from .comparison import Comparison, share
from .types import Attendance, Disclosed, Moved

MEMORY = gettext_noop(
    "Each person compared then and now in one form. People who look back tend to see more change than there was."
)
LEVELS = {
    1: gettext_noop("what people thought of it"),
    2: gettext_noop("what they learnt"),
    3: gettext_noop("what they did"),
    4: gettext_noop("what changed"),
}


def of_whom(shown: Disclosed, *, with_share: bool = True) -> str:
    """`17 of 21 (81%)`."""
    counts = gettext("{part} of {whole}").format(part=shown.yes, whole=shown.answered)
    if not with_share or shown.yes is None or not shown.answered:
        return counts
    return f"{counts} ({share(shown.yes, shown.answered)})"


def parts(comparison: Comparison, *, with_share: bool) -> str:
    """`2 of 17 before, 17 of 21 after`; a side that is withheld is left out."""
    sides = ((comparison.before, gettext("{count} before")), (comparison.after, gettext("{count} after")))
    known = [(side, said) for side, said in sides if side and side.yes is not None]
    return ", ".join(said.format(count=of_whom(side, with_share=with_share)) for side, said in known)


def comparison_finding(comparison: Comparison) -> str:
    """What a chart is headed by: `Understanding: 2 of 17 before, 17 of 21 after`."""
    said = parts(comparison, with_share=False) or gettext("not shown")
    return f"{comparison.name}: {said}"


def two_groups(comparison: Comparison) -> str:
    """That these are two groups, and how different they must be at least."""
    before, after = comparison.before, comparison.after
    if not (before and after and before.answered and after.answered):
        return ""
    sentence = gettext(
        "{before} answered before and {after} after. Forms carry no names, so these are two groups, not the same "
        "people."
    )
    if comparison.newcomers:
        sentence = gettext(
            "{before} answered before and {after} after. Forms carry no names, so these are two groups, not the same "
            "people: at least {new} of the {after} were not among the {before}."
        )
    return sentence.format(before=before.answered, after=after.answered, new=comparison.newcomers)


def moved_finding(moved: Moved) -> str:
    return gettext(
        "{question}, looking back: {up} of {people} rate themselves higher now, {same} the same, {down} lower"
    ).format(question=moved.asked.name, up=moved.up, people=moved.people, same=moved.same, down=moved.down)


def turnout(room: Attendance, *, is_before: bool) -> str:
    """`All 17 who came answered before`."""
    if room.came is None:
        before = gettext("{forms} answered before (attendance not counted)")
        after = gettext("{forms} answered after (attendance not counted)")
    elif room.forms > room.came:
        before = gettext("{forms} forms were sent before, although {came} came")
        after = gettext("{forms} forms were sent after, although {came} came")
    elif room.forms == room.came:
        before = gettext("All {came} who came answered before")
        after = gettext("All {came} who came answered after")
    else:
        before = gettext("{forms} of the {came} who came answered before")
        after = gettext("{forms} of the {came} who came answered after")
    return (before if is_before else after).format(forms=room.forms, came=room.came)


def abstract(comparisons: Sequence[Comparison]) -> str:
    """A paragraph for a conference, with every denominator; "" without anything to compare."""
    told = [one for one in comparisons if parts(one, with_share=True)]
    if not told:
        return ""
    first = told[0]
    rooms = [(first.room_before, True, first.before), (first.room_after, False, first.after)]
    lines = ["; ".join(turnout(room, is_before=before) for room, before, side in rooms if side) + "."]
    for one in told:
        asked = (one.after or one.before).asked  # type: ignore[union-attr]
        lines.append(f"{one.name} {asked.yes_in_words}: {parts(one, with_share=True)}.")
    if first.newcomers and first.before and first.after:
        lines.append(
            gettext(
                "Anonymous and unmatched: at least {new} of the {after} were not among the {before}."
            ).format(new=first.newcomers, after=first.after.answered, before=first.before.answered)
        )
    elif first.before and first.after:
        lines.append(gettext("Anonymous and unmatched: two groups, not the same people."))
    return " ".join(lines)


def levels_measured(levels: Sequence[int]) -> str:
    """What was measured, by Kirkpatrick's four levels, and so what was not."""
    known = [gettext(LEVELS[level]) for level in sorted(set(levels)) if level in LEVELS]
    missing = [gettext(words) for level, words in LEVELS.items() if level not in levels]
    asked, not_asked = listed_words(known), listed_words(missing)
    if not missing:
        return gettext("Asked about {asked}.").format(asked=asked)
    return gettext("Asked about {asked}; not about {not_asked}.").format(asked=asked, not_asked=not_asked)


def listed_words(words: Sequence[str]) -> str:
    if len(words) < 2:
        return words[0] if words else gettext("nothing")
    return gettext("{several} and {last}").format(several=", ".join(words[:-1]), last=words[-1])
