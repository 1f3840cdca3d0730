"""Which story is a state's one read today: the same for everybody, another tomorrow. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol, TypeVar

from recalibrate.core.cards import Card
from recalibrate.language.analysis import STOP_WORDS, stems

T = TypeVar("T")


class Readable(Protocol):
    """A story as far as the choice needs to know it."""

    @property
    def card(self) -> Card: ...
    @property
    def is_mostly_about(self) -> bool: ...
    @property
    def text(self) -> str: ...


R = TypeVar("R", bound=Readable)

LONGER = 2  # minutes more than the shortest that fits
TURNS = 5  # stories that take turns
NOW, NEW_FOR, OLD = timedelta(0), timedelta(days=7), timedelta(days=10_000)


def turns(stories: Sequence[R], words: str, day: date) -> list[R]:
    """Those that take turns as the one read, the nearest to these words first; new ones alone for a week.

    Of stories that may be featured: those mostly about the state and not much longer than the shortest of
    them; where that is one alone, the next shortest too, so that a reader who comes back finds another.
    """
    ordered = sorted(stories, key=lambda one: (not one.is_mostly_about, one.card.minutes or 0, one.card.url))
    mostly = [one for one in ordered if one.is_mostly_about] or ordered
    short = [one for one in mostly if (one.card.minutes or 0) <= (mostly[0].card.minutes or 0) + LONGER]
    longest = min((one.card.minutes or 0 for one in ordered), default=0) + 2 * LONGER
    others = [one for one in ordered if one not in short and (one.card.minutes or 0) <= longest]
    pool = short if len(short) > 1 else [*short, *others[:1]]
    ages = {id(one): day - one.card.published_on if one.card.published_on else OLD for one in pool}
    new = [one for one in pool if NOW <= ages[id(one)] < NEW_FOR]
    rested = [one for one in pool if ages[id(one)] != NEW_FOR] or pool  # a week is enough, for one day
    asked = _telling(words)
    near = sorted(
        new or rested, key=lambda one: (-_nearness(one, asked), one.card.minutes or 0, one.card.url)
    )
    return near[:TURNS]


def read_of(stories: Sequence[R], words: str, day: date) -> R | None:
    """Today's."""
    candidates = turns(stories, words, day)
    return candidates[day.toordinal() % len(candidates)] if candidates else None


def turned(cards: Sequence[T], day: date) -> list[T]:
    """The same in another order each day."""
    start = day.toordinal() % len(cards) if cards else 0
    return [*cards[start:], *cards[:start]]


def longest_stay(reads: Sequence[object]) -> int:
    """Days that one read stood without a change, of reads day by day."""
    return max((len(list(days)) for _, days in groupby(reads)), default=0)


def _nearness(story: Readable, asked: frozenset[str]) -> float:
    """The share of its telling words that are the page's; a title's count twice."""
    said = _telling(f"{story.card.title} {story.card.summary} {story.text}")
    title = _telling(story.card.title)
    return (len(said & asked) + len(title & asked)) / (len(said) ** 0.5 or 1)


def _telling(text: str) -> frozenset[str]:
    return frozenset(one for one in stems(text) if one not in STOP_WORDS)
