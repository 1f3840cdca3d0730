"""What may be shown of counts from a room in which people know each other.

About the session itself five answers are enough, and only yes or not until there are ten. About work it takes
ten. About health it takes ten and at least five on either side, for a whole run alone: shown by session and
pooled as well, subtraction gave single people away.
"""

from collections.abc import Mapping

from recalibrate.translation import gettext, gettext_noop

from .types import (
    AnswerOption,
    CountedAnswers,
    Disclosed,
    Matter,
    Moved,
    OptionCount,
    PairedAnswers,
)

FEWEST: Mapping[Matter, int] = {"session": 5, "work": 10, "health": 10}
DETAIL_FROM = 10  # answers; below, one step of five may be one person, so yes and not yes alone are shown
SIDE = 5  # people, about health, on either side: “1 of 35” tells of one, and “34 of 35” of the other
PAIRS_FROM = 10  # people who ticked both: up, the same and down are detail, as for DETAIL_FROM
QUOTE_FROM = 10  # forms, before anybody's words are shown
THEME_FROM = 3  # remarks, before a theme is named

TOO_ALIKE = gettext_noop("Too few, or too alike, to show.")
WHOLE_RUN = gettext_noop("About health: shown once, for the whole programme, after its last session.")
YES, NOT_YES = gettext_noop("Yes"), gettext_noop("Not yes")


def fewest(matter: Matter, raised_to: int = 0) -> int:
    """How many must have answered. A programme may ask for more, never for fewer."""
    return max(FEWEST[matter], raised_to)


def disclose(counted: CountedAnswers, *, is_whole_run: bool = False, raised_to: int = 0) -> Disclosed:
    """The one door from counts to what anybody sees."""
    asked, least = counted.asked, fewest(counted.asked.matter, raised_to)
    if asked.matter == "health":
        return health(counted, least) if is_whole_run else Disclosed(asked, "none", why=gettext(WHOLE_RUN))
    if counted.answered < least:
        return too_few(counted, least)
    if counted.answered >= DETAIL_FROM:
        rows = tuple(row(option, counted.of(option)) for option in asked.counted_options)
        return Disclosed(asked, "all", rows, counted.answered, counted.apart)
    if asked.kind == "many":
        return too_few(counted, DETAIL_FROM)
    return in_two(counted)


def too_few(counted: CountedAnswers, least: int) -> Disclosed:
    return Disclosed(
        counted.asked,
        "none",
        why=gettext("Fewer than {least} answered, so this is not shown.").format(least=least),
    )


def row(option: AnswerOption, count: int | None) -> OptionCount:
    return OptionCount(option.text, count, option.is_yes)


def in_two(counted: CountedAnswers) -> Disclosed:
    """Yes and not yes, and no more."""
    rows = (
        OptionCount(gettext(NOT_YES), counted.answered - counted.yes),
        OptionCount(gettext(YES), counted.yes, is_yes=True),
    )
    apart = None if counted.asked.matter == "health" else counted.apart
    return Disclosed(counted.asked, "two", rows, counted.answered, apart)


def health(counted: CountedAnswers, least: int) -> Disclosed:
    """Two groups, both of some size; of an answer that many may tick, only what five did and five did not."""
    asked, answered = counted.asked, counted.answered
    if answered < least:
        return Disclosed(asked, "none", why=gettext(TOO_ALIKE))
    if asked.kind != "many":
        is_shown = counted.yes >= SIDE and answered - counted.yes >= SIDE
        return in_two(counted) if is_shown else Disclosed(asked, "none", why=gettext(TOO_ALIKE))
    rows = tuple(
        row(option, two_sided_count(counted.of(option), answered)) for option in asked.counted_options
    )
    if all(one.count is None for one in rows):
        return Disclosed(asked, "none", why=gettext(TOO_ALIKE))
    return Disclosed(asked, "all", rows, answered)


def two_sided_count(ticks: int, answered: int) -> int | None:
    return ticks if ticks >= SIDE and answered - ticks >= SIDE else None


def disclose_pairs(paired: PairedAnswers) -> Moved | None:
    """Up, the same and down, from ten pairs on; never about health."""
    asked, cells = paired.asked, paired.cells
    if asked.matter == "health" or sum(cells.values()) < PAIRS_FROM:
        return None
    return Moved(
        asked,
        up=sum(count for (then, now), count in cells.items() if now > then),
        same=sum(count for (then, now), count in cells.items() if now == then),
        down=sum(count for (then, now), count in cells.items() if now < then),
    )
