"""One slip of the finger: a letter too many, too few, another, or two in each other's place. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

SHORT = 6  # letters; a word with fewer is only taken for another that begins alike
# Letters: too many real words are one letter from a word of three. What is typed may lack one of the four.
SHORTEST = 4


# Damerau's four (1964, Communications of the ACM 7): more than 80 % of misspelt words have one of them, once.
def distance(one: str, other: str) -> int:
    """How many letters to insert, leave out, exchange or swap with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                slips = min(slips, older[j - 2] + 1)
            row.append(slips)
    return row[-1]


def is_swap(one: str, other: str) -> bool:
    """Whether two letters stand in each other's place, wherever: “samaratins”."""
    differing = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(differing) == 2 and differing[0] == differing[1][::-1]


class Slips:
    """The words of a vocabulary that a word may be a slip for.

    A word is looked up by what is left when a letter is taken away, whatever the size of the
    vocabulary.
    """

    def __init__(self, vocabulary: Iterable[str], ordinary: Iterable[str]) -> None:
        self._known = frozenset(vocabulary)
        self._ordinary = frozenset(ordinary)
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            if len(word) >= SHORTEST:
                for key in _keys(word):
                    self._by_key[key].add(word)

    def of(self, word: str) -> set[str]:
        """What it may have been meant for; nothing if it is a word of the vocabulary or another real one."""
        if len(word) < SHORTEST - 1 or word in self._known or word in self._ordinary:
            return set()
        near = {other for key in _keys(word) for other in self._by_key.get(key, ())}
        return {other for other in near if _is_slip(word, other)}


def _is_slip(word: str, other: str) -> bool:
    if len(other) < SHORT and word[0] != other[0]:
        return False
    return distance(word, other) == 1 or (len(other) >= SHORT and is_swap(word, other))


def _keys(word: str) -> Iterator[str]:
    # Two words one slip apart are the same once a letter is taken from one or both: a look-up each, instead of a
    # comparison with every word of the list.
    yield word
    yield "".join(sorted(word))  # two letters in each other's place
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
