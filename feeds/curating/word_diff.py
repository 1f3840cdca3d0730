"""Two versions of a text, word by word: what was taken out of the one, and put into the other. Pure."""

from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple


class Stretch(NamedTuple):
    """Words that stand together; `is_changed`: the other version does not have them here."""

    words: str
    is_changed: bool


class SideBySide(NamedTuple):
    """Both versions, whole, as stretches that are the same or are not."""

    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]


def side_by_side(before: str, after: str) -> SideBySide:
    """A word that differs in a letter is another word; white space is none."""
    old, new = before.split(), after.split()
    kept_old, kept_new = set[int](), set[int]()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        kept_old.update(range(block.a, block.a + block.size))
        kept_new.update(range(block.b, block.b + block.size))
    return SideBySide(_stretches(old, kept_old), _stretches(new, kept_new))


def _stretches(words: list[str], kept: set[int]) -> tuple[Stretch, ...]:
    grouped = groupby(enumerate(words), key=lambda placed: placed[0] not in kept)
    return tuple(Stretch(" ".join(word for _, word in run), is_changed) for is_changed, run in grouped)
