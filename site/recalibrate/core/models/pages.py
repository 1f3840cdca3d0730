from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from ..addresses import absolute
from ..drawing.paint import SocialCard
from ..head import Head


def is_restricted() -> Exists:
    """Whether a page, or one above it, is not for everybody. Part of the listing's own query.

    Wagtail's `public()` says the same but asks the database once more, for every listing.
    """
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(here=here).filter(here__startswith=F("page__path")))


class BasePage(Page):
    """What every page of ours promises: a canonical address and a neutral title.

    Abstract on purpose: Wagtail's swappable page model is still experimental (docs/decisions/0002).
    """

    class Meta:
        abstract = True

    # Page owners and revision users never leave the admin; readers see Contributors only.
    show_in_menus_default = False

    @property
    def path_on_site(self) -> str:
        """The page's path below its site's root, or nothing for a page outside any site."""
        parts = self.get_url_parts()
        return (parts[2] or "") if parts else ""

    @property
    def canonical_url(self) -> str:
        return absolute(self.path_on_site)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Those of the page and of the pages above it, or of what they are aliases of: one query, not two."""
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:end] for end in ends]
        applies = Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(applies).distinct()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "head": self.head(),
        }

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return [{"location": self.canonical_url, "lastmod": self.last_published_at}]

    def social_card(self, site_name: str) -> SocialCard | None:
        """What the page's social image shows; None for a page that shares the site's neutral one."""
        return None

    @property
    def social_image_url(self) -> str:
        """The whole address of the image drawn for chat previews, if there is one."""
        image = getattr(self, "social_image", None)
        return absolute(image.file.url) if image else ""

    def head(self) -> Head:
        """What the page says of itself; pages that know more say more."""
        return Head(
            canonical_url=self.canonical_url,
            title=self.seo_title or self.title,
            name=self.title,
            description=self.search_description or getattr(self, "summary", ""),
        )


class ReviewedMixin:
    """For pages that go stale: whether today is past the date somebody promised to look again."""

    next_review_on: Any

    @property
    def is_being_reviewed(self) -> bool:
        return bool(self.next_review_on) and self.next_review_on < timezone.localdate()
