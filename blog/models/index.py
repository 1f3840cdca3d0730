from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.url_routing import RouteResult

from recalibrate.core.blocks import INLINE
from recalibrate.core.models import BasePage
from recalibrate.core.models.state_of_mind import states_of_mind
from recalibrate.core.pagination import paginate

from .post import PostPage


class PostIndexPage(BasePage):
    """All posts, newest first."""

    intro = RichTextField(features=INLINE, blank=True)

    template = "pages/post_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.PostPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = "index of posts"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail routes, but with one query where it takes two for a child it knows nothing about."""
        if len(path_components) == 1:
            post = (
                PostPage.objects.child_of(self)
                .live()
                .for_cards()
                .select_related("social_image")
                .filter(slug=path_components[0])
                .first()
            )
            if post is not None:
                return post.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        posts = PostPage.objects.child_of(self).published().newest_first().for_cards()
        page_of_posts = paginate(request, posts)
        page_of_posts.object_list = [post.card() for post in page_of_posts.object_list]
        return super().get_context(request, *args, **kwargs) | {
            "cards": page_of_posts,
            "states": states_of_mind(),
        }
