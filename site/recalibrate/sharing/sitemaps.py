"""Everything a search engine may list: Wagtail's pages, the states of mind, and the places that are views."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page
from django.db.models import Max, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import PageQuerySet

from blog.models import PostPage, Series
from recalibrate.core.addresses import absolute
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import Contributor, Discipline, StateOfMind, Strategy
from recalibrate.core.models.media import Rendition
from recalibrate.core.public_kinds import public_kinds

# Listings that are no kind's own. What filters a listing is never listed: it is noindex.
LISTINGS = ("state-list", "dates", "syndication-list")


SITEMAP = error_boundary("sitemap", gettext_lazy("is missing from the sitemap"))
PART = 1_000  # entries of one document: the most that is made at once


class PageSitemap(WagtailSitemap):
    """Every public page that is not a post."""

    limit = PART

    def items(self) -> PageQuerySet:
        return super().items().not_type(PostPage)

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        """As Wagtail's, but one page that fails takes no other with it."""
        listed = self.paginator.page(page).object_list
        found = each_isolated(listed, lambda one: one.get_sitemap_urls(self.request), SITEMAP)
        entries = [url for urls in found for url in urls]
        moments = {entry.get("lastmod") for entry in entries}
        if moments and None not in moments:
            self.latest_lastmod = max(moments)
        return entries


class Located(Sitemap, ABC):
    """Addresses start with the configured base address, as canonical ones do; Host is never trusted."""

    limit = PART

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[Any]:
        listed: Page[Any] = self.paginator.page(page)
        return list(each_isolated(listed, self.entry, SITEMAP))

    def entry(self, item: Any) -> dict[str, Any]:
        return {"location": absolute(self.path(item)), "lastmod": self.changed(item)}

    @abstractmethod
    def path(self, item: Any) -> str:
        """Where the item stands on the site."""

    def changed(self, item: Any) -> datetime | None:
        return None


class PostSitemap(Located):
    """Posts with their cover, in the size that readers get: an upload may say where it was taken.

    Only what has been drawn already is listed, and nothing of a level 3 post.
    """

    def items(self) -> Iterable[PostPage]:
        jpegs = Rendition.objects.filter(filter_spec__contains="jpeg").order_by("-width")
        return (
            PostPage.objects.published()
            .newest_first()
            .defer("body", "short_version", "search_description")
            .select_related("cover_image")
            .prefetch_related(Prefetch("cover_image__renditions", jpegs))
        )

    def entry(self, item: PostPage) -> dict[str, Any]:
        return super().entry(item) | {"images": self.images(item)}

    def path(self, item: PostPage) -> str:
        return item.path_on_site

    def changed(self, item: PostPage) -> datetime | None:
        return item.last_published_at  # type: ignore[no-any-return]

    def images(self, post: PostPage) -> list[str]:
        if post.cover_image is None or not post.may_be_featured:
            return []
        return [absolute(jpeg.url) for jpeg in list(post.cover_image.renditions.all())[:1]]


class StateSitemap(Located):
    """A state's page is as new as the newest post about it."""

    def items(self) -> Iterable[StateOfMind]:
        return StateOfMind.objects.annotate(
            changed_at=Max("post_items__content_object__last_published_at")
        ).order_by("order", "name")

    def path(self, item: StateOfMind) -> str:
        return str(item.get_absolute_url())

    def changed(self, item: Any) -> datetime | None:
        return item.changed_at  # type: ignore[no-any-return]


class ChoiceSitemap(Located):
    """What posts can be chosen by, where it has a page: only what a published post has."""

    def items(self) -> list[Strategy | Discipline | Series | Contributor]:
        posts = PostPage.objects.published()
        named = Contributor.objects.filter(is_anonymous=False, post_items__post__in=posts)
        chosen = [model.objects.filter(posts__in=posts) for model in (Strategy, Discipline, Series)]
        return [record for found in (*chosen, named) for record in found.distinct()]

    def path(self, item: Strategy | Discipline | Series | Contributor) -> str:
        return str(item.get_absolute_url())


class PlaceSitemap(Located):
    def items(self) -> list[str]:
        """Each once: two kinds may share a place."""
        return list(dict.fromkeys([*LISTINGS, *(page for kind in public_kinds() for page in kind.pages)]))

    def path(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {
    "pages": PageSitemap,
    "posts": PostSitemap,
    "states": StateSitemap,
    "choices": ChoiceSitemap,
    "places": PlaceSitemap,
}
