"""Posts that fit a selection, and what else could be chosen, with how many posts each choice would leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from recalibrate.core.addresses import absolute
from recalibrate.core.head import Head
from recalibrate.core.pagination import paginate
from recalibrate.core.revision_cache import per_revision

from ..facets import (
    FACETS,
    NAMES,
    Facet,
    Selection,
    UnknownFacet,
    is_possible,
    selection_from_query,
)
from .facet_counts import FacetValue, facet_index
from .kept_cards import kept_cards
from .post import PostPage


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in a facet, or to take back where it is chosen already."""

    name: str
    slug: str
    count: int
    url: str
    is_chosen: bool
    tint: str = ""
    glyph: str = ""


@dataclass(frozen=True, slots=True)
class FacetOptions:
    facet: Facet
    name: str
    options: tuple[Option, ...]
    clear_url: str

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.options if option.is_chosen), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """The posts of a selection, newest first, with all the ways to narrow or widen it."""

    selection: Selection

    def posts(self) -> QuerySet[PostPage]:
        posts = PostPage.objects.published().selected(self.selection)
        return posts.in_order_of_series() if self.selection.series else posts.newest_first()

    def facets(self) -> tuple[tuple[FacetOptions, ...], int]:
        """What can be chosen, without facets that have nothing to choose; and how many posts there are."""
        index = facet_index()
        found = [
            FacetOptions(facet, gettext(NAMES[facet]), options, self.selection.without(facet).url)
            for facet in FACETS
            if (options := tuple(self._options(facet, index.counts(facet, self.selection))))
        ]
        return tuple(found), index.matching(self.selection).bit_count()

    def _options(self, facet: Facet, counts: Mapping[FacetValue, int]) -> Iterator[Option]:
        for value, count in counts.items():
            if is_possible(facet, value.slug):
                is_chosen = getattr(self.selection, facet) == value.slug
                without, having = self.selection.without(facet), self.selection.having(facet, value.slug)
                url = (without if is_chosen else having).url
                name = gettext(value.name) if facet == "time" else value.name
                yield Option(name, value.slug, count, url, is_chosen, value.tint, value.glyph)


@per_revision
def facets_of(selection: Selection) -> tuple[tuple[FacetOptions, ...], int]:
    return Listing(selection).facets()


def selection_of(request: HttpRequest) -> Selection:
    """What the query string chooses; 404 for what cannot exist."""
    try:
        return selection_from_query(request.GET)
    except UnknownFacet as impossible:
        raise Http404("No such facet") from impossible


def listing_context(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    """What a page of posts shows: cards, facets and whether search engines may list it."""
    facets, total = facets_of(selection)
    for unknown in selection.chosen.keys() - {group.facet for group in facets if group.chosen}:
        check_exists(unknown, selection)
    page = paginate(request, Listing(selection).posts(), total=total)
    page.object_list = kept_cards(page.object_list)
    return {
        "cards": page,
        "facets": facets,
        "total": total,
        "query": selection.query,
        "clear_url": Selection().url,
        "has_filters": has_filters(selection),
        "is_narrowed": bool(selection.chosen),
    }


def check_exists(facet: Facet, selection: Selection) -> None:
    """404 where no post at all has what is chosen; otherwise it is only the combination that is empty."""
    alone = Selection(**{facet: selection.chosen[facet]})
    if facet != "time" and not PostPage.objects.published().selected(alone).exists():
        raise Http404("Nothing there")


def has_filters(selection: Selection) -> bool:
    """Whether the page is a combination, or a choice without a page of its own: not for search engines."""
    return "?" in selection.url


def head_at(url: str, page_number: int, head: Head) -> Head:
    """`head` with the address of one page of a listing: each is itself, none another's duplicate."""
    suffix = f"{'&' if '?' in url else '?'}page={page_number}" if page_number > 1 else ""
    return replace(head, canonical_url=absolute(f"{url}{suffix}"))
