"""Questions that are answered with help first. Pure.

In code, so that nobody unticks them. Being wrong costs a reader one panel; missing one could cost a life, so
phrases are many, and words that staff also search for at work (“suicide”, “overdose”) are among them.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from recalibrate.language.analysis import STOP_WORDS, split_words, stem
from recalibrate.language.phrases import PhraseMatch, Phrases, Spoken
from recalibrate.language.slips import SHORT, Slips
from recalibrate.search.distress_words import ALWAYS, EVERYDAY, GROUPS, ORDINARY, SMALL, UNLESS_EVERYDAY

AFTER = 2  # so near, a thing of every day is what the phrase is about; before it, where it is a single word

_always = Phrases(ALWAYS, GROUPS)
_unless_everyday = Phrases(UNLESS_EVERYDAY, GROUPS)
_small = frozenset(SMALL.split())
_everyday = frozenset(map(stem, EVERYDAY.split()))
_listed = _always.words | _unless_everyday.words
_slips = Slips(_listed, {*ORDINARY.split(), *EVERYDAY.split(), *_small, *STOP_WORDS})
_denials = frozenset(GROUPS["not"].split())
_two = {("my", "self"), ("him", "self"), ("her", "self"), ("them", "selves"), ("your", "self"), ("no", "one")}


def is_distressed(text: str) -> bool:
    """Whether the text says so in one of the listed ways, in any form of its words, each with a slip."""
    spoken = [_spoken(word) for word in _joined(text)]
    if any(True for _ in _always.find(spoken)):
        return True
    return any(not _is_everyday(found, spoken) for found in _unless_everyday.find(spoken))


def denies(text: str) -> bool:
    """Whether the text says of anything that it is not so: “no hope”, “can't be calm”, “hopeless”."""
    said = list(_joined(text))
    return any(word in _denials or word.endswith("less") or _slips.of(word) & _denials for word in said)


def rules_out_ease(text: str) -> bool:
    """Whether nothing cheerful may be offered beside this text."""
    return denies(text) or is_distressed(text)


def _joined(text: str) -> Iterator[str]:
    """The words as they were meant: “self-harm” is two, “my self” and “can t” are one."""
    said = [part for word in split_words(text) for part in (word.parts or (word.folded,))]
    place = 0
    while place < len(said):
        pair = tuple(said[place : place + 2])
        is_one = pair in _two or (pair[1:] == ("t",) and "".join(pair) in _denials)
        yield "".join(pair) if is_one else said[place]
        place += 2 if is_one else 1


@lru_cache(maxsize=10_000)
def _spoken(word: str) -> Spoken:
    meant = _slips.of(word)
    exact = frozenset({stem(word)})
    alone = exact | {stem(other) for other in meant if len(other) >= SHORT}
    return Spoken(exact | frozenset(map(stem, meant)), alone, word in _small)


def _is_everyday(found: PhraseMatch, spoken: Sequence[Spoken]) -> bool:
    after = [word for word in spoken[found.end : found.end + 8] if not word.is_small][:AFTER]
    is_single = found.end - found.start == 1
    before = spoken[max(found.start - 1, 0) : found.start] if is_single else ()
    return any(word.stems & _everyday for word in [*before, *after])
