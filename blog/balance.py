"""What there is much and little of: published posts by state, what helps and who writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from recalibrate.core.models import Discipline, StateOfMind, Strategy
from recalibrate.core.record_addresses import record_url

from .models import PostPage

FEW = 2  # fewer posts than that leave a reader with nothing to choose from
MOST_NAMED = 6


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
    """Four queries, however many posts there are."""
    published = PostPage.objects.published()
    counts = published.aggregate(posts=Count("pk"), with_change=Count("pk", filter=~Q(what_should_change="")))
    total = BalanceShare("All posts", "/posts/", **counts)
    ids = published.order_by().values("pk")
    axes = (
        BalanceAxis(
            "By state of mind",
            "state of mind",
            balance_shares(StateOfMind, "post_items__content_object", ids),
        ),
        BalanceAxis("By what helps", "way of helping", balance_shares(Strategy, "posts", ids)),
        BalanceAxis("By who writes", "discipline", balance_shares(Discipline, "posts", ids)),
    )
    return ContentBalance(total, axes, tuple(balance_findings(total, axes)))


def balance_shares(model: type[Any], path: str, published: QuerySet[Any]) -> tuple[BalanceShare, ...]:
    is_published = Q(**{f"{path}__in": published})
    says = is_published & ~Q(**{f"{path}__what_should_change": ""})
    rows = model.objects.annotate(
        post_count=Count(path, filter=is_published, distinct=True),
        change_count=Count(path, filter=says, distinct=True),
    )
    return tuple(
        BalanceShare(row.name, record_url(row), row.post_count, row.change_count)
        for row in rows.order_by("-post_count", "name")
    )


def balance_findings(total: BalanceShare, axes: Sequence[BalanceAxis]) -> list[str]:
    """What is thin, in words; nothing where nothing is."""
    if not total.posts:
        return ["Nothing is published yet."]
    said = []
    if total.percent < 50:
        said.append(f"Only {total.with_change} of {total.posts} posts say what should change.")
    for axis in axes:
        missing = [share.name for share in axis.shares if share.posts == 0]
        thin = [share.name for share in axis.shares if 0 < share.posts < FEW]
        silent = [share.name for share in axis.shares if share.posts >= FEW and share.percent < 50]
        if missing:
            said.append(f"No post yet: {balance_posts(missing)} ({axis.noun}).")
        if thin:
            said.append(f"One post only: {balance_posts(thin)} ({axis.noun}).")
        if silent:
            said.append(f"More than half without what should change: {balance_posts(silent)} ({axis.noun}).")
    return said


def balance_posts(names: Sequence[str]) -> str:
    shown, rest = names[:MOST_NAMED], len(names) - MOST_NAMED
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
