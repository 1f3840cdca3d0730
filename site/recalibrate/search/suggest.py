"""What a question might have meant: a state of mind by its search words, or another spelling. Pure."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, TypeVar

from recalibrate.language.analysis import STOP_WORDS, split_words, stems
from recalibrate.language.distress import rules_out_ease
from recalibrate.language.slips import distance

from .query import Query

MOST_STATES = 3
MIN_LETTERS = 4  # of a word that is corrected


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


def did_you_mean(query: Query, texts: Iterable[str]) -> str:
    """The question with words that are in no text replaced by the nearest that are; nothing if none is."""
    known = {word.folded for text in texts for word in split_words(text)}
    corrected, is_changed = [], False
    for word in split_words(query.text):
        near = word.folded if word.folded in known else nearest(word.folded, known)
        is_changed = is_changed or bool(near and near != word.folded)
        corrected.append(near or word.folded)
    return " ".join(corrected) if is_changed else ""


def nearest(word: str, vocabulary: Iterable[str]) -> str:
    """The known word within one slip of the keyboard, or two of a long word; nothing if none is."""
    if len(word) < MIN_LETTERS:
        return ""
    allowed = 1 if len(word) < 8 else 2
    near = [
        (slips, other)
        for other in vocabulary
        if abs(len(other) - len(word)) <= allowed
        and len(set(word) - set(other)) <= allowed
        and (slips := distance(word, other)) <= allowed
    ]
    return min(near)[1] if near else ""
