"""The order of what was found: title first, then the database's weight, the newer a little sooner. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from .query import Query

# Beside the database's own weight, of which the heaviest match has 1. `benchmarks/finding.py` measures what they do.
IN_TITLE = 1.0  # for every word of the question: as much as the heaviest match has
TITLE_PHRASE = 0.5  # and side by side
BEGINS_IN_TITLE = 0.6  # of a word found whole
RECENT = 0.15  # for what is of today: the least of all, so that age decides between what answers alike
WHOLE = 0.8  # for having every word of the question
ABOUT, ABOUT_TOO = 0.9, 0.45  # for being about the state of mind that was asked about
HALVES_EVERY = 365  # days


class Match(NamedTuple):
    """A thing that was found; a higher `weight` is better, within one question."""

    pk: int
    kind: str
    state_ids: str
    published_on: date | None
    title_terms: str
    weight: float


def best_first(
    matches: Iterable[Match],
    query: Query,
    today: date,
    states: Sequence[str] = (),
    whole: Collection[int] = (),
) -> list[Match]:
    """`states`: what the question is about, likeliest first; `whole`: keys of what has all of its words."""
    found = list(matches)
    heaviest = max((match.weight for match in found), default=0.0) or 1.0
    return sorted(
        found,
        key=lambda match: (
            match.weight / heaviest
            + _title(match.title_terms, query)
            + _recency(match.published_on, today)
            + _about(match.state_ids, states)
            + WHOLE * (match.pk in whole),
            match.pk,
        ),
        reverse=True,
    )


def _about(state_ids: str, states: Sequence[str]) -> float:
    """How much what is asked about is what it is about: its primary state counts most."""
    of_it = state_ids.split()
    if not states or not of_it:
        return 0.0
    return ABOUT if of_it[0] in states else ABOUT_TOO * bool(set(states).intersection(of_it))


def _title(title_terms: str, query: Query) -> float:
    """How much of the question the title answers."""
    title = title_terms.split()
    if not title or not query.terms:
        return 0.0
    there = set(title)
    found = 0.0
    for term in query.terms:
        if any(there.issuperset(form) for form in term.alternatives):
            found += 1
        elif term.prefix and any(word.startswith(term.prefix) for word in title):
            found += BEGINS_IN_TITLE
    has_phrase = bool(query.phrase) and f" {' '.join(query.phrase)} " in f" {title_terms} "
    return IN_TITLE * found / len(query.terms) + TITLE_PHRASE * has_phrase


def _recency(published_on: date | None, today: date) -> float:
    if published_on is None:
        return 0.0
    return float(RECENT * 0.5 ** (max((today - published_on).days, 0) / HALVES_EVERY))
