"""Text as words in their sentences: stemmed as everywhere, and marked where the sentence denies them.

Stems and function words are the language's (`recalibrate.language.analysis`). Only the cutting is our own: it
needs what a search throws away, which is capitals ("IT" is no pronoun), full stops and "not".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from recalibrate.language.analysis import FUNCTION_WORDS, fold_word, stem

NEGATION_REACHES = 3  # words
NEGATORS = frozenset(["no", "not", "never", "without", "nor", "neither", "hardly", "cannot"])
NOT_ONLY = frozenset(["only", "just", "merely"])  # "not only tired" says tired
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
        yield WordToken(token, stem(fold_word(word)), in_title, is_negated=negated_for > 0)
        negated_for = 0 if has_denied and word in NOT_ONLY else negated_for - 1
        has_denied = word in NEGATORS or word.endswith("n't")
        if has_denied:
            negated_for = NEGATION_REACHES
