from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..names import whatever_the_case
from .past_slug import KeepsPastSlugs


class Discipline(KeepsPastSlugs, index.Indexed, models.Model):
    """Who is writing: resident doctor, nurse, porter…"""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Lower comes first."))

    class Meta:
        ordering = ["order", "name"]
        constraints = [whatever_the_case("discipline_name_once")]

    panels = [FieldPanel("name"), FieldPanel("slug", heading=_("Address")), FieldPanel("order")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("discipline", args=[self.slug])
