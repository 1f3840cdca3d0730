"""Posts that fit a selection, and what else could be chosen, with how many posts each choice would leave."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.http import Http404, HttpRequest

from recalibrate.core.addresses import absolute
from recalibrate.core.cards import cards_of
from recalibrate.core.head import Head
from recalibrate.core.pagination import paginate
from recalibrate.core.revision_cache import per_revision

from .facets import (
    FACETS,
    NAMES,
    TIME_NAMES,
    TIMES,
    Facet,
    Selection,
    UnknownFacet,
    is_possible,
    selection_from_query,
)
from .models.post import PostPage

# Where a post keeps each facet that is a row, and by what those rows are ordered.
PATHS: dict[Facet, tuple[str, str]] = {
    "state": ("state_of_mind_items__tag", "order"),
    "helps": ("strategies", "order"),
    "by": ("discipline", "order"),
    "series": ("series", "pk"),
}


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
    """The posts of a selection, newest first, with all the ways to narrow or widen it. Two queries."""

    selection: Selection

    def posts(self) -> QuerySet[PostPage]:
        posts = PostPage.objects.published().selected(self.selection).for_cards()
        return posts.in_order_of_series() if self.selection.series else posts.newest_first()

    @per_revision
    def facets(self) -> tuple[tuple[FacetOptions, ...], int]:
        """What can be chosen, without facets that have nothing to choose; and how many posts there are."""
        rows, times = list(self._counted_rows()), self._counted_times()
        found = [
            FacetOptions(facet, NAMES[facet], options, self.selection.without(facet).url)
            for facet in FACETS
            if (options := self._times(times) if facet == "time" else self._options(facet, rows))
        ]
        return tuple(found), times[self.selection.time or "all"]

    def _counted_rows(self) -> QuerySet[PostPage, dict[str, Any]]:
        """One query for all facets that are rows: a facet's counts leave its own choice aside."""
        first, *others = (self._counted(facet) for facet in PATHS)
        return first.union(*others, all=True).order_by("option_order", "option_name")

    def _counted(self, facet: Facet) -> QuerySet[PostPage, dict[str, Any]]:
        path, order = PATHS[facet]
        has_look = facet == "state"
        return (
            PostPage.objects.published()
            .selected(self.selection.without(facet))
            .filter(**{f"{path}__isnull": False})
            .order_by()
            .values(
                option_facet=Value(facet),
                option_slug=F(f"{path}__slug"),
                option_name=F(f"{path}__name"),
                option_order=F(f"{path}__{order}"),
                option_tint=F(f"{path}__tint") if has_look else Value(""),
                option_glyph=F(f"{path}__glyph") if has_look else Value(""),
            )
            .annotate(option_count=Count("pk"))
        )

    def _counted_times(self) -> dict[str, int]:
        bands = {
            name: Count("pk", filter=Q(minutes__gte=low) & (Q(minutes__lte=high) if high else Q()))
            for name, (low, high) in TIMES.items()
        }
        posts = PostPage.objects.published().selected(self.selection.without("time"))
        return posts.aggregate(all=Count("pk"), **bands)

    def _options(self, facet: Facet, rows: list[dict[str, Any]]) -> tuple[Option, ...]:
        return tuple(
            self._option(
                facet,
                row["option_slug"],
                row["option_name"],
                row["option_count"],
                tint=row["option_tint"],
                glyph=row["option_glyph"],
            )
            for row in rows
            if row["option_facet"] == facet and is_possible(facet, row["option_slug"])
        )

    def _times(self, counts: Mapping[str, int]) -> tuple[Option, ...]:
        return tuple(
            self._option("time", time, name, counts[time])
            for time, name in TIME_NAMES.items()
            if counts[time]
        )

    def _option(self, facet: Facet, slug: str, name: str, count: int, **look: str) -> Option:
        is_chosen = getattr(self.selection, facet) == slug
        url = (self.selection.without(facet) if is_chosen else self.selection.having(facet, slug)).url
        return Option(name, slug, count, url, is_chosen, **look)


def selection_of(request: HttpRequest) -> Selection:
    """What the query string chooses; 404 for what cannot exist."""
    try:
        return selection_from_query(request.GET)
    except UnknownFacet as impossible:
        raise Http404("No such facet") from impossible


def listing_context(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    """What a page of posts shows: cards, facets and whether search engines may list it."""
    listing = Listing(selection)
    facets, total = listing.facets()
    for unknown in selection.chosen.keys() - {group.facet for group in facets if group.chosen}:
        check_exists(unknown, selection)
    page = paginate(request, listing.posts(), total=total)
    page.object_list = cards_of(page.object_list)
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
