"""How long a text takes a tired reader. Pure.

Adults read English non-fiction silently at 238 words a minute on average, most between 175 and 300: Brysbaert,
“How many words do we read per minute?”, Journal of Memory and Language 109 (2019), 190 studies, 18,573 readers.
We count 200, for the end of a shift.
"""

import re
from collections.abc import Iterable
from math import ceil

WORDS_A_MINUTE = 200  # 238 is usual for adults (Brysbaert, 2019); tired ones are slower
HAND_SET_WITHIN = 1  # minute of what is counted

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_](?:[\w’'.,:-]*[^\W_])?")


def count_words(text: str) -> int:
    """How many words there are in `text`, which may be HTML."""
    return len(_WORD.findall(_TAG.sub(" ", text)))


def count_minutes(texts: Iterable[str]) -> int:
    """Whole minutes for all of `texts`, rounded up, at least one and at most sixty."""
    return min(60, max(1, ceil(sum(map(count_words, texts)) / WORDS_A_MINUTE)))


def within_a_minute(said: int, counted: int) -> int:
    """What an editor set by hand, as far as what is counted allows."""
    return min(max(said, counted - HAND_SET_WITHIN, 1), counted + HAND_SET_WITHIN)
