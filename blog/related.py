"""Why one post stands beside another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext
from wagtail.models import Page

from recalibrate.core.cards import Card

MOST = 3  # a row of cards
CANDIDATES = 400  # looked at, the likeliest


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that may stand beside another, as far as the choice needs to know it."""

    pk: int
    is_chosen: bool
    is_same_primary: bool
    published_at: datetime | None


def chosen_beside(candidates: Sequence[Candidate], published_at: datetime | None) -> list[int]:
    """The editors' choices; then the likeliest, and its neighbours in time, the one before and the one after.

    `candidates` in the order of PostQuerySet.related_to. Neighbours of the same primary state first: so that
    each post stands beside others, however old, and not the same three beside all.
    """
    found = [one.pk for one in candidates if one.is_chosen]
    found += [one.pk for one in candidates[:1]]
    moment = published_at or datetime.max.replace(tzinfo=UTC)
    for is_near in (True, False):
        same = [one for one in candidates if one.published_at and one.is_same_primary is is_near]
        earlier = [one for one in same if one.published_at < moment]  # type: ignore[operator]
        later = [one for one in same if one.published_at >= moment]  # type: ignore[operator]
        before = sorted(earlier, key=_age, reverse=True)
        found += [one.pk for one in (*sorted(later, key=_age)[:1], *before[:2])]
    found += [one.pk for one in candidates]
    return list(dict.fromkeys(found))[:MOST]


def _age(candidate: Candidate) -> tuple[datetime, int]:
    return candidate.published_at or datetime.min.replace(tzinfo=UTC), candidate.pk


@dataclass(frozen=True, slots=True)
class RelatedPostCard:
    """A post to read next, and why it is there."""

    card: Card
    reason: str


def related_reason(post: Page, other: Page) -> str:
    """In the reader's words; `other` comes from PostQuerySet.related_to."""
    if other.is_chosen:
        return gettext("The editors’ choice")
    shared = next((state for state in post.states if state in other.states), None)
    if shared is None:
        return gettext("The same thing helped")
    by_others = post.discipline_id and other.discipline_id and post.discipline_id != other.discipline_id
    said = gettext("Also about %(state)s, from another job") if by_others else gettext("Also about %(state)s")
    return said % {"state": shared.name.lower()}
