"""Why one post stands beside another."""

from dataclasses import dataclass

from wagtail.models import Page

from recalibrate.core.cards import Card

MOST = 3


@dataclass(frozen=True, slots=True)
class RelatedPostCard:
    """A post to read next, and why it is there."""

    card: Card
    reason: str


def related_reason(post: Page, other: Page) -> str:
    """In the reader's words; `other` comes from PostQuerySet.related_to."""
    if other.is_chosen:
        return "The editors’ choice"
    shared = next((state for state in post.states if state in other.states), None)
    if shared is None:
        return "The same thing helped"
    about = f"Also about {shared.name.lower()}"
    by_others = post.discipline_id and other.discipline_id and post.discipline_id != other.discipline_id
    return f"{about}, from another job" if by_others else about
