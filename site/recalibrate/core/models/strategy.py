from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..names import whatever_the_case
from .past_slug import KeepsPastSlugs


class Strategy(KeepsPastSlugs, index.Indexed, models.Model):
    """What helps: one of the coping groups that grew out of the first programme."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.TextField(blank=True)
    search_words = models.TextField(
        blank=True, help_text=_("Words that suggest it, separated by commas: “walk, sing, cook”.")
    )
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Lower comes first."))

    class Meta:
        verbose_name = _("what helps")
        verbose_name_plural = _("what helps")
        ordering = ["order", "name"]
        constraints = [whatever_the_case("strategy_name_once")]

    panels = [
        FieldPanel("name"),
        FieldPanel("slug", heading=_("Address")),
        *(FieldPanel(field) for field in ("description", "search_words", "order")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.SearchField("search_words"),
        index.AutocompleteField("name"),
    ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("strategy", args=[self.slug])
