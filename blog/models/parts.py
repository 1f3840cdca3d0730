"""The rows that belong to a post: its states of mind, its contributors, what an editor puts beside it."""

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from recalibrate.core.models import StateOfMind


class PostStateOfMind(ItemBase):
    tag = models.ForeignKey(StateOfMind, on_delete=models.PROTECT, related_name="post_items")
    content_object = ParentalKey(
        "blog.PostPage", on_delete=models.CASCADE, related_name="state_of_mind_items"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="post_state_once")]


class PostContributor(Orderable):
    post = ParentalKey("blog.PostPage", on_delete=models.CASCADE, related_name="post_contributors")
    contributor = models.ForeignKey("core.Contributor", on_delete=models.PROTECT, related_name="post_items")

    panels = [FieldPanel("contributor")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["post", "contributor"], name="post_contributor_once")]

    def __str__(self) -> str:
        return str(self.contributor)


class RelatedPost(Orderable):
    """Another post that an editor puts beside this one; shown before what the site finds by itself."""

    post = ParentalKey("blog.PostPage", on_delete=models.CASCADE, related_name="related_posts")
    related = models.ForeignKey("blog.PostPage", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("related")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["post", "related"], name="related_post_once")]

    def __str__(self) -> str:
        return str(self.related)
