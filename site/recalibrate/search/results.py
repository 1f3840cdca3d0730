"""From a question to an answer: what was found, narrowed by kind and state, and what else might help."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils import timezone

from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import StateOfMind
from recalibrate.core.public_kinds import PublicKind, public_kinds

from .excerpts import Fragment, marked, search_excerpt
from .match import MOST, matches, matches_about
from .models import SearchEntry
from .query import Query
from .ranking import Match, best_first
from .suggest import did_you_mean, offerable, states_for

FOUND = error_boundary("found", "is missing from the results of a search")
TITLES = 3_000  # whose words are known to the spelling


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
    """The answer, in one to three queries."""
    query = asked.query
    suggested = states_for(query, states)
    everything = replace(asked, kind=None, state=None)
    found = _found(everything)
    is_partial = is_by_state = False
    if not found and suggested:
        found, is_by_state = matches_about(suggested[0].pk), True
    if not found and may_be_partial and len(query.terms) > 1:
        found = _found(everything, of_all=False)
        is_partial = bool(found)
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
        is_exact=not (is_partial or is_by_state) and any(_is_titled(match, query) for match in found),
    )


def _found(asked: Asked, *, of_all: bool = True) -> list[Match]:
    kind, state_id = asked.kind.slug if asked.kind else "", asked.state.pk if asked.state else None
    found = matches(asked.query, of_all=of_all, kind=kind, state_id=state_id)
    return best_first(found, asked.query, timezone.localdate())


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


def other_spelling(query: Query, states: Sequence[StateOfMind]) -> str:
    """The question as it may have been meant, by the words of titles and states; one query."""
    titles = SearchEntry.objects.current().values_list("title", flat=True)[:TITLES]
    return did_you_mean(
        query, [*titles, *(f"{state.name} {state.label} {state.search_words}" for state in states)]
    )
