"""A reader's question, taken apart. Pure: what the databases are sent is made of its stems alone."""

from dataclasses import dataclass, replace

from recalibrate.language.analysis import STOP_WORDS, IndexedWord, normalise_text, split_words, stem

MAX_LENGTH = 200  # characters, shown back above the answer; of a pasted article, the beginning
MAX_WORDS = 10  # looked for, of those that tell: a pasted text costs no more than a long question
MIN_PREFIX = 4  # letters: fewer are the beginning of too much to say anything

Synonyms = tuple[tuple[tuple[str, ...], ...], ...]  # groups of phrases that mean the same, as stems
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


def parse_query(text: str, *, has_prefix: bool = True, synonyms: Synonyms = ()) -> Query:
    """The question in `text`, whatever is in it, and what means the same. Of a very long one, the beginning."""
    # A question may be a pasted article: cut first, since folding a megabyte takes longer than any search.
    shown = normalise_text(text[: MAX_LENGTH * 4])[:MAX_LENGTH].rstrip()
    asked = list(split_words(shown))
    telling = [place for place, word in enumerate(asked) if word.folded not in STOP_WORDS]
    places = telling or range(len(asked))
    last = len(asked) - 1 if has_prefix else None
    terms = tuple(_term(asked, place, may_go_on=place == last) for place in places[:MAX_WORDS])
    said = tuple(stem(word.folded) for word in asked)
    return Query(shown, _with_synonyms(terms, said, synonyms), said)


def _with_synonyms(terms: tuple[Term, ...], said: tuple[str, ...], synonyms: Synonyms) -> tuple[Term, ...]:
    """Each term of a phrase that has synonyms is also answered by any of these."""
    more: dict[str, list[tuple[str, ...]]] = {}
    for group in synonyms:
        for phrase in group:
            if _stands_in(phrase, said):
                others = [
                    tuple(one for one in other if one not in STOP_WORDS) for other in group if other != phrase
                ]
                for one in phrase:
                    more.setdefault(one, []).extend(filter(None, others))
    return tuple(
        replace(term, alternatives=tuple(dict.fromkeys((*term.alternatives, *more.get(term.stem, ())))))
        for term in terms
    )


def _stands_in(phrase: tuple[str, ...], said: tuple[str, ...]) -> bool:
    size = len(phrase)
    return bool(phrase) and any(said[at : at + size] == phrase for at in range(len(said) - size + 1))


def _term(asked: list[IndexedWord], place: int, *, may_go_on: bool) -> Term:
    """One word, or its hyphenated parts, or what it makes with a neighbour: “burn out” finds burnout."""
    word = asked[place]
    forms: dict[tuple[str, ...], None] = {(stem(word.folded),): None}
    if word.parts:
        forms[tuple(map(stem, word.parts))] = None
    for left, right in ((place - 1, place), (place, place + 1)):
        if left >= 0 and right < len(asked):
            # “night shift” and “nightshift” are written both ways by the same people.
            forms[(stem(asked[left].folded + asked[right].folded),)] = None
    prefix = word.folded if may_go_on and len(word.folded) >= MIN_PREFIX else ""
    return Term(stem(word.folded), tuple(forms), prefix)
