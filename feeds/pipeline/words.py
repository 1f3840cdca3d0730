"""Text as words: stemmed, told apart from function words, and marked where the sentence denies them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

NEGATION_REACHES = 3  # words
NEGATORS = frozenset(["no", "not", "never", "without", "nor", "neither", "hardly", "cannot"])
NOT_ONLY = frozenset(["only", "just", "merely"])  # "not only tired" says tired
_FUNCTION_WORDS = """
a about after all also an and any are as at be because been before but by can could did do does each even
every for from had has have he her here him his how i if in into is it its just like made make many may me
more most much must my new no nobody not now of off on one only or other our out over own people said same
say see she should so some still such take than that the their them then there these they this those through
to too two under up us use very was we were what when where which while who whose why will with without
would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.,;:!?()–—]")


@dataclass(frozen=True, slots=True)
class WordToken:
    """A word as it is spelled, and what it stands for."""

    spelled: str
    stem: str
    in_title: bool
    is_negated: bool

    @property
    def is_function_word(self) -> bool:
        """Whether it stands everywhere and says nothing, as "it" and "it's". In capitals it does: "IT"."""
        word = self.spelled.partition("'")[0]
        return word.lower() in FUNCTION_WORDS and not (len(word) > 1 and word.isupper())


def tokenise(title: str, text: str) -> list[WordToken]:
    """The words of both, in order."""
    return [*_words(title, in_title=True), *_words(text, in_title=False)]


def _words(text: str, *, in_title: bool) -> Iterable[WordToken]:
    negated_for = 0
    has_denied = False
    for token in _TOKEN.findall(text.replace("’", "'")):
        word = token.lower()
        if not token[0].isalnum():
            negated_for = 0
            continue
        yield WordToken(token, _stem(word), in_title, is_negated=negated_for > 0)
        negated_for = 0 if has_denied and word in NOT_ONLY else negated_for - 1
        has_denied = word in NEGATORS or word.endswith("n't")
        if has_denied:
            negated_for = NEGATION_REACHES


@lru_cache(50_000)
def _stem(word: str) -> str:
    # One for each call: a stemmer keeps the word that it works on, and threads share this module.
    return str(snowballstemmer.stemmer("english").stemWord(word))
