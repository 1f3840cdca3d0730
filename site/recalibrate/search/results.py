"""From a question to an answer: what was found, narrowed by kind and state, and what else might help."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext_lazy

from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import StateOfMind
from recalibrate.core.public_kinds import PublicKind, public_kinds

from .excerpts import Fragment, marked, search_excerpt
from .match import MOST, matches, matches_about, matches_of_kind
from .models import SearchEntry
from .query import Query
from .ranking import Match, best_first
from .suggest import offerable, states_for

FOUND = error_boundary("found", gettext_lazy("is missing from the results of a search"))
FEW = 5  # of fewer that have all the words, some that are near stand below
NEAR = 40  # of those with some of the words: near is better than nothing (decision 0034)
HELP = 8  # services, where help comes first and nothing else is found


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the filters that narrow its answer."""

    query: Query
    kind: PublicKind | None
    state: StateOfMind | None

    def url(self, *, kind: PublicKind | None, state: StateOfMind | None) -> str:
        """The address of the same question with these filters."""
        parts = {"q": self.query.text, "kind": kind and kind.slug, "state": state and state.slug}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """A filter as a link; `of` is what it narrows to, or nothing for all.

    `count` is None where more was found than was looked at.
    """

    of: PublicKind | StateOfMind | None
    count: int | None
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What was found, best first, with the ways to narrow it.

    `is_all`: there is no more than this.
    `is_partial`: nothing has all the words, these have some. `is_by_state`: nothing has the words at all,
    these are about the first of the suggested states. `is_exact`: a title is what was asked.
    """

    asked: Asked
    found: Sequence[Match]
    kinds: tuple[SearchFilter, ...]
    states: tuple[SearchFilter, ...]
    suggested: tuple[StateOfMind, ...]
    is_all: bool
    is_partial: bool
    is_by_state: bool
    is_exact: bool
    whole: int  # so many have all of the words; what is near stands among and below them

    @property
    def has_whole(self) -> bool:
        return self.whole > 0

    @property
    def has_near(self) -> bool:
        """Whether some of what was found has not all of the words, beside what has."""
        return 0 < self.whole < len(self.found)


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found, ready to be shown."""

    entry: SearchEntry
    kind: PublicKind
    state: StateOfMind | None
    title: tuple[Fragment, ...]
    summary: tuple[Fragment, ...]
    excerpt: tuple[Fragment, ...]


def run_search(asked: Asked, states: Sequence[StateOfMind], *, may_be_partial: bool = True) -> SearchAnswer:
    """The answer, in one to four queries."""
    query = asked.query
    suggested = states_for(query, states)
    everything = replace(asked, kind=None, state=None)
    found = _found(everything, suggested)
    whole = {match.pk for match in found}
    is_partial = is_by_state = False
    if len(whole) < FEW and query:
        near = matches(query, of_all=False, most=NEAR) if may_be_partial and len(query.terms) > 1 else []
        about = [match for state in suggested[:2] for match in matches_about(state.pk, NEAR)]
        is_partial, is_by_state = not whole and bool(near), not (whole or near) and bool(about)
        found = _blended(found, near, about, query, suggested)
    if not found and query and not may_be_partial:
        found = matches_of_kind("help", HELP)
    is_all = len(found) <= MOST
    of_kind = [match for match in found if asked.kind is None or match.kind == asked.kind.slug]
    of_state = [match for match in found if asked.state is None or _is_about(match, asked.state)]
    narrowed = [match for match in of_kind if asked.state is None or _is_about(match, asked.state)]
    if not (is_all or is_by_state) and (asked.kind or asked.state):
        narrowed = _found(asked, of_all=not is_partial)
    return SearchAnswer(
        asked=asked,
        found=narrowed[:MOST],
        kinds=_kind_choices(asked, of_state, has_counts=is_all),
        states=_state_choices(asked, of_kind, states, has_counts=is_all),
        suggested=tuple(suggested),
        is_all=len(narrowed) <= MOST,
        is_partial=is_partial,
        is_by_state=is_by_state and bool(found),
        is_exact=bool(whole) and any(_is_titled(match, query) for match in found),
        whole=sum(match.pk in whole for match in narrowed),
    )


def _blended(
    whole: Sequence[Match],
    near: Sequence[Match],
    about: Sequence[Match],
    query: Query,
    states: Sequence[StateOfMind],
) -> list[Match]:
    """What has all of the words, some, or is about what they are about; each once, by its best weight."""
    by_key: dict[int, Match] = {}
    for match in (*about, *near, *whole):
        known = by_key.get(match.pk)
        by_key[match.pk] = match if known is None or match.weight >= known.weight else known
    keys = [str(state.pk) for state in states]
    return best_first(by_key.values(), query, timezone.localdate(), keys, {match.pk for match in whole})


def _found(asked: Asked, states: Sequence[StateOfMind] = (), *, of_all: bool = True) -> list[Match]:
    kind, state_id = asked.kind.slug if asked.kind else "", asked.state.pk if asked.state else None
    found = matches(asked.query, of_all=of_all, kind=kind, state_id=state_id)
    return best_first(found, asked.query, timezone.localdate(), [str(one.pk) for one in states])


def _is_titled(match: Match, query: Query) -> bool:
    """Whether the title is the question, or has its two words or more side by side."""
    asked = " ".join(query.stems)
    return match.title_terms == asked or (len(query.terms) > 1 and f" {asked} " in f" {match.title_terms} ")


def _is_about(match: Match, state: StateOfMind) -> bool:
    return str(state.pk) in match.state_ids.split()


def _kind_choices(asked: Asked, found: Sequence[Match], *, has_counts: bool) -> tuple[SearchFilter, ...]:
    counts = Counter(match.kind for match in found)
    offered = [kind for kind in public_kinds() if counts[kind.slug] or kind is asked.kind]
    counted = [(None, len(found)), *((kind, counts[kind.slug]) for kind in offered)]
    return tuple(
        SearchFilter(
            kind, count if has_counts else None, asked.url(kind=kind, state=asked.state), kind is asked.kind
        )
        for kind, count in counted
    )


def _state_choices(
    asked: Asked, found: Sequence[Match], states: Sequence[StateOfMind], *, has_counts: bool
) -> tuple[SearchFilter, ...]:
    counts = Counter(pk for match in found for pk in match.state_ids.split())
    may_be = offerable(asked.query, states)
    offered = [
        state for state in states if state == asked.state or (counts[str(state.pk)] and state in may_be)
    ]
    counted = [(None, len(found)), *((state, counts[str(state.pk)]) for state in offered)]
    return tuple(
        SearchFilter(
            state,
            count if has_counts else None,
            asked.url(kind=asked.kind, state=state),
            state == asked.state,
        )
        for state, count in counted
    )


def results(found: Sequence[Match], query: Query, states: Sequence[StateOfMind]) -> list[Result]:
    """These matches, ready to be shown; one query."""
    entries = SearchEntry.objects.in_bulk([match.pk for match in found])
    by_slug = {kind.slug: kind for kind in public_kinds()}
    by_pk = {str(state.pk): state for state in states}
    known = [entries[match.pk] for match in found if match.pk in entries]
    shown = (entry for entry in known if entry.kind in by_slug)
    return list(each_isolated(shown, lambda entry: result(entry, by_slug[entry.kind], by_pk, query), FOUND))


def result(entry: SearchEntry, kind: PublicKind, states: dict[str, StateOfMind], query: Query) -> Result:
    primary = next((states[pk] for pk in entry.state_ids.split() if pk in states), None)
    return Result(
        entry=entry,
        kind=kind,
        state=primary,
        title=marked(entry.title, query),
        summary=marked(entry.summary, query),
        excerpt=search_excerpt(entry.text, query) if entry.is_quotable else (),
    )
