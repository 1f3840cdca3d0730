"""The part of a text that answers a question, with the words found. Pure: plain text, never HTML."""

from functools import cache
from typing import NamedTuple

from recalibrate.language.analysis import IndexedWord, stem, words_where

from .query import Query

WIDTH = 240  # characters: little more than a summary may have
BEFORE = 0.25  # of the width is shown before the first word found


class Fragment(NamedTuple):
    text: str
    is_found: bool


def marked(text: str, query: Query) -> tuple[Fragment, ...]:
    """The whole text, cut where words of the question begin and end."""
    return _cut(text, _found(text, query), 0, len(text))


def search_excerpt(text: str, query: Query, *, width: int = WIDTH) -> tuple[Fragment, ...]:
    """About `width` characters where most of the question's words are; nothing if none is anywhere."""
    found = _found(text, query)
    if not found:
        return ()
    # The place with most different words: one word ten times answers less than three words once.
    first = max(found, key=lambda word: len({w.folded for w in found if 0 <= w.start - word.start < width}))
    start = _word_start(text, max(first.start - int(BEFORE * width), 0))
    end = _word_end(text, start + width)
    fragments = _cut(text, found, start, end)
    before = (Fragment("… ", False),) if start else ()
    after = (Fragment(" …", False),) if end < len(text) else ()
    return (*before, *fragments, *after)


def _found(text: str, query: Query) -> list[IndexedWord]:
    stems = {one for term in query.terms for form in term.alternatives for one in form}
    prefixes = tuple(term.prefix for term in query.terms if term.prefix)

    @cache
    def is_found(part: str) -> bool:
        return stem(part) in stems or bool(prefixes and part.startswith(prefixes))

    return list(words_where(text, lambda folded, parts: is_found(folded) or any(map(is_found, parts))))


def _cut(text: str, found: list[IndexedWord], start: int, end: int) -> tuple[Fragment, ...]:
    fragments, place = [], start
    for word in found:
        if start <= word.start and word.end <= end:
            fragments += [
                Fragment(text[place : word.start], False),
                Fragment(text[word.start : word.end], True),
            ]
            place = word.end
    fragments.append(Fragment(text[place:end], False))
    return tuple(fragment for fragment in fragments if fragment.text)


def _word_start(text: str, place: int) -> int:
    """The start of the first whole word at or after `place`."""
    if place == 0:
        return 0
    return text.find(" ", place - 1) + 1


def _word_end(text: str, place: int) -> int:
    """The end of the last whole word before `place`, if there is one near."""
    if place >= len(text):
        return len(text)
    end = text.rfind(" ", 0, place + 1)
    return end if place - end < 40 else place
