"""Texts and questions as words and stems, the same for both. Pure.

Letters lose case and accents. “bread’s” is bread; “don’t” is dont; “burn-out” is burnout, and also burn and
out, so that either spelling finds it. Stems are Snowball's English ones: resting, rests and rested are rest.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

VERSION = 2  # raise it when the same text gives other terms: what is stored is then made anew

# Longer ones are addresses and codes: no reader searches for their end, and the index would grow by them.
MAX_WORD = 40
# Letters of their own in Unicode: NFKD takes no stroke off an ø.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
_APOSTROPHES = re.compile(r"[’‘ʼ＇`´]")
_HYPHENS = re.compile(r"[‐‑‒–−]")
# Letters and digits; inside a word also single apostrophes and hyphens.
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ\-‐‑][^\W_]+)*")
_MARKS = re.compile(r"[\u0300-\u036f]")

_STOP_WORDS = """
a about am an and are as at be been but by can do does for from had has have how i if im in into is it its ive
me my no not of on or our so that the their them then there these they this to too us was we were what when
where which who why will with you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# What says nothing of a text's subject, though readers may search for it: "how people use the new rota".
_MORE_FUNCTION_WORDS = """
after all also any because before could did each even every he her here him his just like made make many may
more most much must new nobody now off one only other out over own people said same say see she should some
still such take than those through two under up use very while who whose would without
"""
FUNCTION_WORDS = STOP_WORDS | frozenset(_MORE_FUNCTION_WORDS.split())


class IndexedWord(NamedTuple):
    """A word of a text: as folded, its parts if it was hyphenated, and where it stood."""

    folded: str
    parts: tuple[str, ...]
    start: int
    end: int


def normalise_text(text: str) -> str:
    """The text on one line, without characters that only steer: NUL, marks of direction, half a surrogate."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") else c for c in text)
    return " ".join(kept.split())


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """A word without case, accents, apostrophes and possessive s; may be empty."""
    # casefold() and not lower(): “ß” and “SS” are one word (Unicode, 3.13).
    word = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", word)).casefold()
    word = _HYPHENS.sub("-", word).removesuffix("'s").replace("'", "").translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if c == "-" or c.isalnum())
    return plain[:MAX_WORD]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    # A stemmer keeps state: one for each word, so that threads never share it.
    return str(snowballstemmer.stemmer("english").stemWord(word)) if word.isascii() else word


def split_words(text: str) -> Iterator[IndexedWord]:
    """The words of a text, in order."""
    for match in _WORD.finditer(text):
        joined, parts = _joined_and_parts(match[0])
        if joined:
            yield IndexedWord(joined, parts, match.start(), match.end())


def words_where(text: str, is_wanted: Callable[[str, tuple[str, ...]], bool]) -> Iterator[IndexedWord]:
    """The words of a text that are wanted, in order; each spelling is asked about once, however often it is there."""
    known: dict[str, bool] = {}
    for match in _WORD.finditer(text):
        written = match[0]
        if written not in known:
            joined, parts = _joined_and_parts(written)
            known[written] = bool(joined) and is_wanted(joined, parts)
        if known[written]:
            yield IndexedWord(*_joined_and_parts(written), match.start(), match.end())


def _joined_and_parts(written: str) -> tuple[str, tuple[str, ...]]:
    folded = fold_word(written)
    parts = tuple(filter(None, folded.split("-"))) if "-" in folded else ()
    return folded.replace("-", ""), parts


def stems(text: str) -> list[str]:
    """The stems of a text, in order; a hyphenated word is one."""
    return [stem(word.folded) for word in split_words(text)]


def terms(text: str) -> list[str]:
    """What a text is found by: its stems, in order, and those of the parts of hyphenated words."""
    found = []
    for word in split_words(text):
        found += [stem(word.folded), *map(stem, word.parts)]
    return found


def spellings(text: str) -> list[str]:
    """Every word of the text as it was written, once: what the beginning of a word is looked up in."""
    found: dict[str, None] = {}
    for word in split_words(text):
        found.update(dict.fromkeys((word.folded, *word.parts)))
    return list(found)
