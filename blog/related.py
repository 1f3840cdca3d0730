"""Why one post stands beside another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recalibrate.core.cards import Card

if TYPE_CHECKING:
    from .models import PostPage

MOST = 3


@dataclass(frozen=True, slots=True)
class Related:
    """A post to read next, and why it is there."""

    card: Card
    reason: str


def reason(post: PostPage, other: PostPage) -> str:
    """In the reader's words; `other` comes from PostQuerySet.related_to."""
    if other.is_chosen:
        return "The editors’ choice"
    shared = next((state for state in post.states if state in other.states), None)
    if shared is None:
        return "The same thing helped"
    about = f"Also about {shared.name.lower()}"
    by_others = post.discipline_id and other.discipline_id and post.discipline_id != other.discipline_id
    return f"{about}, from another job" if by_others else about
