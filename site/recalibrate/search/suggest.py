"""Which states of mind a question is about, by their search words. Pure."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, TypeVar

from recalibrate.language.analysis import STOP_WORDS, stems
from recalibrate.language.distress import rules_out_ease

from .query import Query

MOST_STATES = 3  # above what was found, which is what was asked for


class Named(Protocol):
    name: str
    label: str
    search_words: str
    is_ease: bool


State = TypeVar("State", bound=Named)


def states_for(query: Query, states: Iterable[State]) -> list[State]:
    """The states whose name, label or search words the question contains, whole words and phrases only."""
    return [state for state in offerable(query, states) if _is_named(state, query)][:MOST_STATES]


def offerable(query: Query, states: Iterable[State]) -> list[State]:
    """The states that may stand beside this question: “Hopeful” is no answer to “no hope”."""
    is_out = rules_out_ease(query.text)
    return [state for state in states if not (is_out and state.is_ease)]


def _is_named(state: Named, query: Query) -> bool:
    phrases = [state.name, state.label, *state.search_words.split(",")]
    return any(_contains(query.stems, phrase) for phrase in map(_stems, phrases) if phrase)


@lru_cache(maxsize=2_000)
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stems(phrase))


def _contains(asked: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    if all(stem in STOP_WORDS for stem in phrase):
        return asked == phrase  # “it”, the computers, only where nothing else is asked
    size = len(phrase)
    is_part = any(asked[start : start + size] == phrase for start in range(len(asked) - size + 1))
    # “burn out” and “burnout” are the same, however it is written.
    pairs = {left + right for left, right in pairwise(asked)}
    return is_part or (size > 1 and "".join(phrase) in asked) or (size == 1 and phrase[0] in pairs)
