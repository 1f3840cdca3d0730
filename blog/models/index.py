from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.url_routing import RouteResult

from recalibrate.core.blocks import INLINE
from recalibrate.core.models import BasePage
from recalibrate.core.redirects import led_to

from ..facets import ALL_POSTS, INDEX_SLUG
from .listing import check_exists, head_at, listing_context, selection_of
from .post import PostPage


class PostIndexPage(BasePage):
    """All posts, newest first."""

    intro = RichTextField(features=INLINE, blank=True)

    template = "pages/post_index_page.html"
    max_count = 1
    fixed_slug = INDEX_SLUG
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.PostPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("index of posts")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail routes, but with one query where it takes two for a child it knows nothing about."""
        if len(path_components) == 1:
            post = (
                PostPage.objects.child_of(self)
                .live()
                .select_related("cover_image", "social_image", "series")
                .filter(slug=path_components[0])
                .first()
            )
            if post is not None:
                return post.route(request, [])
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A choice that has a page of its own is answered there."""
        selection = selection_of(request)
        if not selection.url.startswith(ALL_POSTS):
            for facet in selection.chosen:
                check_exists(facet, selection)
            return led_to(selection.url, permanent=True)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        selection = selection_of(request)
        listing = listing_context(request, selection)
        context = super().get_context(request, *args, **kwargs)
        head = head_at(selection.url, listing["cards"].number, context["head"])
        return context | listing | {"head": head}
