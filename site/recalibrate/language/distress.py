"""Questions that are answered with help first. Pure.

In code, so that no editor unticks them; what editors add is heard besides. Being wrong costs a reader one panel;
missing one could cost a life, so phrases are many, and words that staff also search for at work (“suicide”,
“overdose”) are among them.
"""

from collections.abc import Sequence
from functools import lru_cache

from . import hard_words as hard
from .analysis import STOP_WORDS, stem
from .hearing import Added, is_everyday, joined, phrases_of
from .phrases import Phrases, Spoken
from .slips import SHORT, Slips

ALWAYS = {
    "suicide": hard.SUICIDE + hard.ASKED_SUICIDE + hard.ASKED_MORE,
    "self-harm": hard.SELF_HARM,
    "assault or harassment": hard.ASSAULT,
    "addiction": hard.ADDICTION,
    "an eating disorder": hard.EATING,
    "domestic abuse": hard.DOMESTIC,
    "despair": hard.ASKED,
}

_small = frozenset(hard.SMALL.split())
_denials = frozenset(hard.GROUPS["not"].split())
_listed = Phrases(ALWAYS, hard.GROUPS).words
_slips = Slips(_listed, {*hard.ORDINARY.split(), *hard.EVERYDAY.split(), *_small, *STOP_WORDS})


def is_distressed(text: str, added: Added = ()) -> bool:
    """Whether the text says so in one of the listed ways, in any form of its words, each with a slip."""
    spoken = [_spoken(word) for word, _ in joined(text)]
    phrases, figures = _heard(added)
    found = list(phrases.find(spoken))
    if not found:
        return False
    silent = list(figures.find(spoken))
    return any(
        not (one.sign == "~" and is_everyday(one, spoken)) and not any(map(one.overlaps, silent))
        for one in found
    )


def denies(text: str) -> bool:
    """Whether the text says of anything that it is not so: “no hope”, “can't be calm”, “hopeless”."""
    said = [word for word, _ in joined(text)]
    return any(word in _denials or word.endswith("less") or _slips.of(word) & _denials for word in said)


def rules_out_ease(text: str, added: Added = ()) -> bool:
    """Whether nothing cheerful may be offered beside this text."""
    return denies(text) or is_distressed(text, added)


def meant_for(word: str) -> set[str]:
    """The listed words that this one may be a slip for."""
    return _slips.of(word)


@lru_cache(maxsize=4)
def _heard(added: Added) -> tuple[Phrases, Phrases]:
    return phrases_of(ALWAYS, added)


@lru_cache(maxsize=10_000)
def _spoken(word: str) -> Spoken:
    meant = _slips.of(word)
    exact = frozenset({stem(word), f"={word}"})
    alone = exact | {stem(other) for other in meant if len(other) >= SHORT}
    return Spoken(exact | frozenset(map(stem, meant)), alone, word in _small)


def spoken_for(words: Sequence[str]) -> list[Spoken]:
    return [_spoken(word) for word in words]
