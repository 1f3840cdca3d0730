"""How long a text takes somebody who is tired. Pure."""

import re
from collections.abc import Iterable
from math import ceil

WORDS_A_MINUTE = 200  # adults read non-fiction at about 240 (Brysbaert 2019); at the end of a shift, fewer

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_](?:[\w’'.,:-]*[^\W_])?")


def words(text: str) -> int:
    """How many words there are in `text`, which may be HTML."""
    return len(_WORD.findall(_TAG.sub(" ", text)))


def minutes(texts: Iterable[str]) -> int:
    """Whole minutes for all of `texts`, rounded up, at least one and at most sixty."""
    return min(60, max(1, ceil(sum(map(words, texts)) / WORDS_A_MINUTE)))
