"""How many posts each choice would leave. A set of posts is an integer, so that any combination is one `&`.

Counting in the database read every post for every combination that a crawler thought of: 90 ms each with 10,000
posts. Read once for each revision, the same facts answer all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, When

from recalibrate.core.models import Discipline, StateOfMind, Strategy
from recalibrate.core.revision_cache import per_revision

from ..facets import FACETS, TIME_NAMES, TIMES, Facet, Selection
from .parts import PostStateOfMind
from .post import PostPage
from .series import Series

Posts = int  # bit n is the n-th post


@dataclass(frozen=True, slots=True)
class FacetValue:
    """What can be chosen in a facet: a row of a vocabulary, or a length of time."""

    slug: str
    name: str
    tint: str = ""
    glyph: str = ""


@dataclass(frozen=True, slots=True)
class FacetIndex:
    """Which posts have what, by facet and slug, in the order in which readers are offered it."""

    all_posts: Posts
    with_change: Posts  # those that say what should change
    having: Mapping[Facet, Mapping[FacetValue, Posts]]

    def matching(self, selection: Selection) -> Posts:
        """The posts that fit every facet that is chosen."""
        found = self.all_posts
        for facet, slug in selection.chosen.items():
            found &= self.posts(facet, slug)
        return found

    def counts(self, facet: Facet, selection: Selection) -> dict[FacetValue, int]:
        """How many posts each value would leave, the facet's own choice aside; without those that leave none."""
        others = self.matching(selection.without(facet))
        counted = ((value, (posts & others).bit_count()) for value, posts in self.having[facet].items())
        return {value: count for value, count in counted if count}

    def posts(self, facet: Facet, slug: str) -> Posts:
        """The posts that have one value; none, where there is no such value."""
        return next((posts for value, posts in self.having[facet].items() if value.slug == slug), 0)


@per_revision
def facet_index() -> FacetIndex:
    """What published posts have. Seven queries, however many posts there are and whatever is chosen."""
    says_change = Case(When(what_should_change="", then=False), default=True)
    published = PostPage.objects.published().order_by().annotate(says_change=says_change)
    posts = list(published.values_list("pk", "minutes", "discipline", "series", "says_change"))
    places = {row[0]: place for place, row in enumerate(posts)}
    states = PostStateOfMind.objects.values_list("content_object", "tag")
    strategies = PostPage.strategies.through.objects.values_list("postpage", "strategy")
    masks: dict[Facet, dict[Any, Posts]] = {
        "state": _masks(_placed(states, places), len(posts)),
        "helps": _masks(_placed(strategies, places), len(posts)),
        "by": _masks(((place, row[2]) for place, row in enumerate(posts)), len(posts)),
        "series": _masks(((place, row[3]) for place, row in enumerate(posts)), len(posts)),
        "time": _masks(
            ((place, time) for place, row in enumerate(posts) for time in _times(row[1])), len(posts)
        ),
    }
    values = {facet: {row.pk: _value(row) for row in rows} for facet, rows in _vocabularies().items()}
    values["time"] = {time: FacetValue(time, name) for time, name in TIME_NAMES.items()}
    return FacetIndex(
        (1 << len(posts)) - 1,
        _masks(((place, row[4]) for place, row in enumerate(posts)), len(posts)).get(True, 0),
        {
            facet: {value: masks[facet][key] for key, value in values[facet].items() if key in masks[facet]}
            for facet in FACETS
        },
    )


def _vocabularies() -> dict[Facet, QuerySet[Any]]:
    """The rows of each facet, in the order in which they are offered."""
    return {
        "state": StateOfMind.objects.order_by("order", "name"),
        "helps": Strategy.objects.order_by("order", "name"),
        "by": Discipline.objects.order_by("order", "name"),
        "series": Series.objects.order_by("pk"),
    }


def _value(row: Any) -> FacetValue:
    return FacetValue(row.slug, row.name, getattr(row, "tint", ""), getattr(row, "glyph", ""))


def _times(minutes: int) -> Iterator[str]:
    return (time for time, (low, high) in TIMES.items() if low <= minutes and (not high or minutes <= high))


def _placed(links: Iterable[tuple[int, int]], places: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Which post, by its place, has which row; a draft has no place."""
    return ((places[post], row) for post, row in links if post in places)


def _masks(pairs: Iterable[tuple[int, Any]], number: int) -> dict[Any, Posts]:
    """The posts of each key. In an array of bytes first: to add a bit to an integer copies all of it."""
    bits: dict[Any, bytearray] = {}
    for place, key in pairs:
        if key not in bits:
            bits[key] = bytearray(number // 8 + 1)
        bits[key][place >> 3] |= 1 << (place & 7)
    return {key: int.from_bytes(array, "little") for key, array in bits.items()}
