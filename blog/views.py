"""Posts by what they have in common. What an editor has named but no contributor has written about is a 404."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from recalibrate.core.feed_autodiscovery import ALL_POSTS, feed_links
from recalibrate.core.head import Head
from recalibrate.core.models import Contributor, Discipline, Strategy
from recalibrate.core.pagination import paginate
from recalibrate.core.past_slugs import takes_slug_of
from recalibrate.core.revision_cache import per_revision

from .facets import Selection
from .models import PostPage, Series
from .models.facet_counts import facet_index
from .models.kept_cards import kept_cards
from .models.listing import head_at, listing_context

TEMPLATE = "pages/post_listing.html"


def strategies(request: HttpRequest) -> HttpResponse:
    """The five ways of helping, each with how many posts there are."""
    counts = {value.slug: count for value, count in facet_index().counts("helps", Selection()).items()}
    found = [row for row in Strategy.objects.order_by("order", "name") if row.slug in counts]
    for row in found:
        row.post_count = counts[row.slug]
    return render(request, "pages/strategy_list.html", {"strategies": found})


@takes_slug_of(Strategy)
def strategy(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(Strategy, slug=slug)
    context = one_facet(request, Selection(helps=slug), chosen.name, chosen.description)
    links = feed_links(gettext("What helps: %(name)s") % {"name": chosen.name}, f"what-helps/{slug}")
    above = {"kicker": gettext("What helps"), "kicker_url": reverse("strategy-list")}
    return render(request, TEMPLATE, {**context, **above, "syndication_links": links})


@takes_slug_of(Discipline)
def discipline(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(Discipline, slug=slug)
    context = one_facet(request, Selection(by=slug), chosen.name, "")
    links = feed_links(gettext("Written by: %(name)s") % {"name": chosen.name}, f"disciplines/{slug}")
    return render(request, TEMPLATE, {**context, "kicker": gettext("Written by"), "syndication_links": links})


@takes_slug_of(Series)
def series(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(Series, slug=slug)
    context = one_facet(request, Selection(series=slug), chosen.name, chosen.intro)
    links = feed_links(gettext("Series: %(name)s") % {"name": chosen.name}, f"series/{slug}")
    above = {"kicker": gettext("Series"), "is_ordered": True, "syndication_links": links}
    return render(request, TEMPLATE, {**context, **above})


@takes_slug_of(Contributor)
def contributor(request: HttpRequest, slug: str) -> HttpResponse:
    """What one named person has written. Nothing is gathered about people who write without a name."""
    chosen = get_object_or_404(Contributor, slug=slug, is_anonymous=False)
    posts = PostPage.objects.published().filter(post_contributors__contributor=chosen)
    page = paginate(request, posts.newest_first(), total=posts_by(chosen.pk))
    if not page.paginator.count:
        raise Http404("Nothing there")
    page.object_list = kept_cards(page.object_list)
    links = (
        feed_links(gettext("By %(name)s") % {"name": chosen.name}, f"contributors/{slug}")
        if chosen.has_feed
        else ALL_POSTS
    )
    context = titled(request, chosen.get_absolute_url(), chosen.name, chosen.bio, page.number)
    return render(
        request,
        TEMPLATE,
        {**context, "cards": page, "kicker": chosen.role.capitalize(), "syndication_links": links},
    )


@per_revision
def posts_by(contributor: int) -> int:
    return PostPage.objects.published().filter(post_contributors__contributor=contributor).count()


def one_facet(request: HttpRequest, selection: Selection, name: str, intro: str) -> dict[str, Any]:
    """The page of one choice. It knows no query but the page: combinations live below /posts/."""
    context = listing_context(request, selection)
    return context | titled(request, selection.url, name, intro, context["cards"].number)


def titled(request: HttpRequest, url: str, name: str, intro: str, page_number: int) -> dict[str, Any]:
    description = intro or gettext("Posts: %(name)s.") % {"name": name}
    head = Head(canonical_url="", title=name, name=name, description=description)
    return {"name": name, "intro": intro, "head": head_at(url, page_number, head)}
