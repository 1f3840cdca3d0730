"""What there is much and little of: published posts by state, what helps and who writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from recalibrate.core.models import Discipline, StateOfMind, Strategy
from recalibrate.core.record_addresses import record_url

from .facets import ALL_POSTS, Facet
from .models.facet_counts import FacetIndex, Posts, facet_index

FEW = 2  # fewer posts than that leave a reader with nothing to choose from
MOST_NAMED = 6  # names that one still reads; the rest are counted


@dataclass(frozen=True, slots=True)
class BalanceShare:
    """Posts of one kind, and how many of them say what should change."""

    name: str
    url: str
    posts: int
    with_change: int

    @property
    def percent(self) -> int:
        return round(100 * self.with_change / self.posts) if self.posts else 0


@dataclass(frozen=True, slots=True)
class BalanceAxis:
    """One way to divide the posts; `noun` is what a row is, in a sentence."""

    title: str
    noun: str
    shares: tuple[BalanceShare, ...]

    @property
    def most(self) -> int:
        return max((share.posts for share in self.shares), default=0) or 1


@dataclass(frozen=True, slots=True)
class ContentBalance:
    total: BalanceShare
    axes: tuple[BalanceAxis, ...]
    findings: tuple[str, ...]


def content_balance() -> ContentBalance:
    """Ten queries, however many posts there are."""
    index = facet_index()
    total = BalanceShare(gettext("All posts"), ALL_POSTS, *numbers_of(index.all_posts, index))
    axes = (
        BalanceAxis(
            gettext("By state of mind"), gettext("state of mind"), balance_shares(StateOfMind, "state", index)
        ),
        BalanceAxis(
            gettext("By what helps"), gettext("way of helping"), balance_shares(Strategy, "helps", index)
        ),
        BalanceAxis(gettext("By who writes"), gettext("discipline"), balance_shares(Discipline, "by", index)),
    )
    return ContentBalance(total, axes, tuple(balance_findings(total, axes)))


def balance_shares(model: type[Any], facet: Facet, index: FacetIndex) -> tuple[BalanceShare, ...]:
    shares = (
        BalanceShare(row.name, record_url(row), *numbers_of(index.posts(facet, row.slug), index))
        for row in model.objects.all()
    )
    return tuple(sorted(shares, key=lambda share: (-share.posts, share.name)))


def numbers_of(posts: Posts, index: FacetIndex) -> tuple[int, int]:
    """How many, and how many of them say what should change."""
    return posts.bit_count(), (posts & index.with_change).bit_count()


def balance_findings(total: BalanceShare, axes: Sequence[BalanceAxis]) -> list[str]:
    """What is thin, in words; nothing where nothing is."""
    if not total.posts:
        return [gettext("Nothing is published yet.")]
    said = []
    if total.percent < 50:
        said.append(
            gettext("Only %(with_change)s of %(posts)s posts say what should change.")
            % {"with_change": total.with_change, "posts": total.posts}
        )
    for axis in axes:
        missing = [share.name for share in axis.shares if share.posts == 0]
        thin = [share.name for share in axis.shares if 0 < share.posts < FEW]
        silent = [share.name for share in axis.shares if share.posts >= FEW and share.percent < 50]
        if missing:
            said.append(
                gettext("No posts yet: %(balance_posts)s (%(noun)s).")
                % {"balance_posts": balance_posts(missing), "noun": axis.noun}
            )
        if thin:
            said.append(
                gettext("Only one post: %(balance_posts)s (%(noun)s).")
                % {"balance_posts": balance_posts(thin), "noun": axis.noun}
            )
        if silent:
            said.append(
                gettext("More than half do not say what should change: %(balance_posts)s (%(noun)s).")
                % {"balance_posts": balance_posts(silent), "noun": axis.noun}
            )
    return said


def balance_posts(names: Sequence[str]) -> str:
    shown, rest = names[:MOST_NAMED], len(names) - MOST_NAMED
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
