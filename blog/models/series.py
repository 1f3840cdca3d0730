from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from recalibrate.core.models.past_slug import KeepsPastSlugs
from recalibrate.core.names import whatever_the_case


class Series(KeepsPastSlugs, index.Indexed, models.Model):
    """Posts that belong together and are read in an order."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    intro = models.TextField(blank=True, help_text=_("Two or three sentences for the series’ own page."))

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["name"]
        constraints = [whatever_the_case("series_name_once")]

    panels = [FieldPanel("name"), FieldPanel("slug", heading=_("Address")), FieldPanel("intro")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])
