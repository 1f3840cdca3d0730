from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..fixed_pages import POSTS, fixed_page
from .discipline import Discipline
from .past_slug import KeepsPastSlugs


class Contributor(KeepsPastSlugs, index.Indexed, models.Model):
    """A person or a role as readers see it. Never a log-in: nothing here points at a User."""

    name = models.CharField(
        max_length=120, help_text=_("As readers see it, for example “A resident doctor”.")
    )
    slug = models.SlugField(max_length=120, unique=True)
    role = models.CharField(max_length=120, blank=True, help_text=_("For example “ward pharmacist”."))
    discipline = models.ForeignKey(
        Discipline, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributors"
    )
    bio = models.CharField(max_length=300, blank=True, help_text=_("One sentence."))
    is_anonymous = models.BooleanField(
        _("anonymous"),
        default=False,
        help_text=_("A byline without a person: no role or photograph is ever shown."),
    )

    has_feed = models.BooleanField(
        _("offers a feed"), default=False, help_text=_("Readers can follow this contributor’s posts by RSS.")
    )

    class Meta:
        ordering = ["name"]

    panels = [
        FieldPanel("name"),
        FieldPanel("slug", heading=_("Address")),
        *(FieldPanel(name) for name in ("role", "discipline", "bio", "is_anonymous", "has_feed")),
    ]
    search_fields = [index.SearchField("name"), index.SearchField("role"), index.AutocompleteField("name")]

    def __str__(self) -> str:
        return self.byline

    def get_absolute_url(self) -> str:
        """Where everything by this contributor stands; for an anonymous one just where all posts stand.

        A page of everything written without a name would suggest that one person wrote it.
        """
        return fixed_page(POSTS) if self.is_anonymous else reverse("contributor", args=[self.slug])

    @property
    def byline(self) -> str:
        return self.name if self.is_anonymous or not self.role else f"{self.name}, {self.role}"

    def clean(self) -> None:
        super().clean()
        if self.is_anonymous and self.role:
            raise ValidationError(
                {"role": gettext("An anonymous byline has no role: it would narrow down who it is.")}
            )
