from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from ..addresses import absolute
from ..drawing.paint import SocialCard
from ..fixed_addresses import HOME_DEPTH, check_slug, slug_of
from ..free_addresses import FreeAddressCopyForm
from ..gaps_in_versions import with_gaps
from ..head import Head
from ..inline_rows import RowsPageForm
from ..revision_cache import RevisionMemory, per_revision

HEADS = RevisionMemory[Head]()


def is_restricted() -> Exists:
    """Whether a page, or one above it, is not for everybody. Part of the listing's own query.

    Wagtail's `public()` says the same but asks the database once more, for every listing.
    """
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    # A subquery, not a join: SQLite would start the join at the pages, thousands of times.
    above = Subquery(Page.objects.filter(pk=OuterRef("page_id")).values("path")[:1])
    return Exists(
        PageViewRestriction.objects.alias(here=here, above=above).filter(here__startswith=F("above"))
    )


@per_revision
def has_restrictions() -> bool:
    return PageViewRestriction.objects.exists()


class BasePage(Page):
    """What every page of ours promises: a canonical address and a neutral title.

    Abstract on purpose: Wagtail's swappable page model is still experimental (docs/decisions/0002).
    """

    class Meta:
        abstract = True

    # Page owners and revision users never leave the admin; readers see Contributors only.
    show_in_menus_default = False
    base_form_class = RowsPageForm
    copy_form_class = FreeAddressCopyForm
    fixed_slug = ""  # of a page that the site itself leads to

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().full_clean(*args, **kwargs)

    def derive(self) -> None:
        """Fill in what follows from what was entered. Apart from clean(), which judges and changes nothing."""

    def clean(self) -> None:
        super().clean()
        if self.depth == HOME_DEPTH + 1:
            check_slug(self, self.slug, before=slug_of(self))

    def get_admin_display_title(self) -> str:
        """As readers see it, if they do: the next title is for those who open the page to edit it."""
        return str(self.title if self.live else super().get_admin_display_title())

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail routes, but a child, what is special about it and its image in one query, not three."""
        if not path_components:
            return super().route(request, path_components)
        child = self.child_called(path_components[0])
        if child is None:
            raise Http404
        return child.route(request, path_components[1:])  # type: ignore[no-any-return]

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """As modelcluster does, which raises where something protected has been deleted all the same."""
        try:
            return super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)
        except Exception:
            data = with_gaps(cls, data)
            return super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)

    def child_called(self, slug: str) -> Page | None:
        """The child with that slug, as what it is."""
        ours = [model for model in self.allowed_subpage_models() if issubclass(model, BasePage)]
        names = [model._meta.model_name for model in ours]
        children = self.get_children().select_related(*names, "social_image")
        child = children.filter(slug=slug).first()
        if child is None:
            return None
        name = child.cached_content_type.model
        image = child._state.fields_cache["social_image"]
        child = getattr(child, name) if name in names else child.specific
        child._state.fields_cache["social_image"] = image
        child._cached_parent_obj = self
        return child

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, aliases of aliases included; a site without any restriction is asked only once."""
        if not has_restrictions():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[no-any-return]

    @property
    def path_on_site(self) -> str:
        """The page's path below its site's root, or nothing for a page outside any site."""
        parts = self.get_url_parts()
        return (parts[2] or "") if parts else ""

    @property
    def canonical_url(self) -> str:
        return absolute(self.path_on_site)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        kept_as = self.kept_as(request)
        return super().get_context(request, *args, **kwargs) | {
            "head": HEADS.get(kept_as, self.head) if kept_as else self.head(),
            "kept_as": kept_as,
        }

    def kept_as(self, request: HttpRequest) -> tuple[str, int] | None:
        """The key of what templates keep of it: only where readers are shown the published page itself.

        Never of a preview, whether in the admin or by a link, which shows other words under the same key.
        """
        if getattr(request, "is_preview", False) or not self.live or request.path != self.path_on_site:
            return None
        return (self._meta.label_lower, self.pk)

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
    """For pages that go stale: whether today is past the date an editor promised to look again."""

    next_review_on: Any

    @property
    def is_being_reviewed(self) -> bool:
        return bool(self.next_review_on) and self.next_review_on < timezone.localdate()
