"""What one can get by e-mail: whole kinds of things, never what is about a state of mind.

A list of these stands beside an address, and a mailbox at work can be read by the employer; how people feel
is followed by feed only, where no address is. A kind that is registered is on one of these lists by
construction.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from recalibrate.core.public_kinds import Feed, MainList, syndicated_kinds
from recalibrate.syndication.subjects import EVERYTHING

DATES = "dates"
SEPARATOR = "+"


@dataclass(frozen=True, slots=True)
class LetterList:
    """One box of the form. `slug` is what the choice is noted down by."""

    slug: str
    title: str


def letter_lists() -> tuple[LetterList, ...]:
    """Every list, in the order in which the form offers them."""
    main_lists = dict.fromkeys(feed.main_list for _kind, feed in syndicated_kinds())
    own = (each for each in main_lists if not each.mailed_with)
    return (
        LetterList(EVERYTHING.path, gettext("Everything we publish")),
        *(LetterList(each.path, str(each.mailed_as or each.title)) for each in own),
        LetterList(DATES, gettext("Dates: forums, drop-ins and other meetings")),
    )


def normalise_lists(slugs: Iterable[str]) -> str:
    """The choice as it is noted down: each list once, in order; everything holds all others. "" for none."""
    wanted = set(slugs)
    chosen = [each.slug for each in letter_lists() if each.slug in wanted]
    return EVERYTHING.path if EVERYTHING.path in chosen else SEPARATOR.join(chosen)


def chosen_lists(noted: str) -> tuple[str, ...]:
    return tuple(filter(None, noted.split(SEPARATOR)))


def titles_of(noted: str) -> list[str]:
    """What the choice is called, list by list; a list that is gone is left out."""
    slugs = chosen_lists(noted)
    return [each.title for each in letter_lists() if each.slug in slugs]


def feeds_on(noted: str) -> Iterator[Feed]:
    """The kinds that come with this choice."""
    slugs = chosen_lists(noted)
    for _kind, feed in syndicated_kinds():
        if EVERYTHING.path in slugs or list_of(feed.main_list) in slugs:
            yield feed


def has_dates(noted: str) -> bool:
    return not {EVERYTHING.path, DATES}.isdisjoint(chosen_lists(noted))


def list_of(main_list: MainList) -> str:
    """The list that this one comes with in the letter."""
    return main_list.mailed_with or main_list.path
