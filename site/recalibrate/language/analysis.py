"""Texts and questions as words and stems, the same for both. Pure.

Letters lose case and accents. “bread’s” is bread; “don’t” is dont; “burn-out” is burnout, and also burn and
out, so that either spelling finds it. Stems are Snowball's English ones: resting, rests and rested are rest.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

VERSION = 2  # raise it when the same text gives other terms: what is stored is then made anew

MAX_WORD = 40
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
        folded = fold_word(match[0])
        parts = tuple(filter(None, folded.split("-"))) if "-" in folded else ()
        joined = folded.replace("-", "")
        if joined:
            yield IndexedWord(joined, parts, match.start(), match.end())


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
