"""The posts of the first page: chosen on numbers alone, then read in one go."""

from collections.abc import Iterable, Mapping, Sequence

from blog.models import PostPage
from blog.sensitivity import Level
from recalibrate.core.cards import LISTS, Card
from recalibrate.core.isolate import each_isolated
from recalibrate.core.models import StateOfMind
from recalibrate.core.revision_cache import RevisionMemory, per_revision

from .front_page import CANDIDATES, LeadCandidate, read_for
from .hours import Shift

CARDS = RevisionMemory[Card]()


@per_revision
def candidates() -> list[LeadCandidate]:
    """The newest posts that may be featured, newest first; one query."""
    posts = PostPage.objects.published().may_be_featured().newest_first()
    rows = posts.values_list("pk", "minutes", "sensitivity", "content_note")[:CANDIDATES]
    return [LeadCandidate(pk, minutes, level < Level.NOTE and not note) for pk, minutes, level, note in rows]


def cards(keys: Iterable[int | None], states: Iterable[StateOfMind]) -> dict[int | None, Card]:
    """Cards by key, each with its primary state; what may not be featured has none. Two queries."""
    by_key = {state.pk: state for state in states}
    wanted = [key for key in keys if key]
    found: dict[int, Card] = CARDS.get_many(wanted, lambda missing: _read(missing, by_key))
    return {key: found[key] for key in wanted if key in found}


def _read(keys: Sequence[int], by_key: Mapping[int, StateOfMind]) -> dict[int, Card]:
    posts = PostPage.objects.published().may_be_featured().filter(pk__in=keys)
    read = posts.with_bylines().select_related("cover_image").defer("body")
    return dict(each_isolated(read, lambda post: (post.pk, card_about(post, by_key)), LISTS))


def card_about(post: PostPage, states: Mapping[int, StateOfMind]) -> Card:
    return post.card(states=tuple(states[pk] for pk in [post.primary_state_id] if pk in states))


def read_now(shift: Shift, states: Iterable[StateOfMind]) -> Card | None:
    """One gentle read for these hours."""
    key = read_for(shift, candidates())
    return cards([key], states).get(key)
