"""A reader's question, taken apart. Pure: what the databases are sent is made of its stems alone."""

from dataclasses import dataclass

from recalibrate.language.analysis import STOP_WORDS, IndexedWord, normalise_text, split_words, stem

MAX_LENGTH = 200
MAX_WORDS = 10
MIN_PREFIX = 4

Alternatives = tuple[tuple[str, ...], ...]  # any of these; each is stems that must all be there


@dataclass(frozen=True, slots=True)
class Term:
    """One word to be found, in any of its forms; `prefix` is the beginning of a word, or nothing."""

    stem: str
    alternatives: Alternatives
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """`text` as shown back, the terms to find, and all the stems in order, for phrases."""

    text: str
    terms: tuple[Term, ...]
    stems: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def phrase(self) -> tuple[str, ...]:
        """The words side by side, as asked; nothing for a single one."""
        return self.stems[:MAX_WORDS] if len(self.stems) > 1 else ()


def parse_query(text: str, *, has_prefix: bool = True) -> Query:
    """The question in `text`, whatever is in it. Of a very long one, the beginning."""
    shown = normalise_text(text[: MAX_LENGTH * 4])[:MAX_LENGTH].rstrip()
    asked = list(split_words(shown))
    telling = [place for place, word in enumerate(asked) if word.folded not in STOP_WORDS]
    places = telling or range(len(asked))
    last = len(asked) - 1 if has_prefix else None
    terms = tuple(_term(asked, place, may_go_on=place == last) for place in places[:MAX_WORDS])
    return Query(shown, terms, tuple(stem(word.folded) for word in asked))


def _term(asked: list[IndexedWord], place: int, *, may_go_on: bool) -> Term:
    """One word, or its hyphenated parts, or what it makes with a neighbour: “burn out” finds burnout."""
    word = asked[place]
    forms: dict[tuple[str, ...], None] = {(stem(word.folded),): None}
    if word.parts:
        forms[tuple(map(stem, word.parts))] = None
    for left, right in ((place - 1, place), (place, place + 1)):
        if left >= 0 and right < len(asked):
            forms[(stem(asked[left].folded + asked[right].folded),)] = None
    prefix = word.folded if may_go_on and len(word.folded) >= MIN_PREFIX else ""
    return Term(stem(word.folded), tuple(forms), prefix)
