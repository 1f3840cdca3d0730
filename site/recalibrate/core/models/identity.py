from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from ..accent import is_colour


def installed_host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def is_a_colour(text: str) -> None:
    if not is_colour(text):
        raise ValidationError(gettext("Write the colour as # and six digits, for example #005eb8."))


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting):
    """How the site calls itself."""

    name = models.CharField(max_length=80, default="Recalibrate")
    strapline = models.CharField(max_length=160, default="Reading for how it is today.", blank=True)
    organisation = models.CharField(
        max_length=160, blank=True, help_text=_("Who publishes the site, as readers should see it.")
    )
    sample_label = models.CharField(
        max_length=160, blank=True, help_text=_("Shown on every page while the content is not real.")
    )
    logo = models.ForeignKey(
        "core.SiteImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown before the name, instead of our mark. Use one you have the right to use, at least 96 pixels high."
        ),
    )
    accent = models.CharField(
        max_length=7,
        blank=True,
        validators=[is_a_colour],
        help_text=_("Your colour, such as “#005eb8”. Links use its hue, dark or light enough to read."),
    )
    # Part of every entry's id in what we syndicate. Fixed at installation, so that ids outlive a change
    # of domain: readers' software takes an entry with a new id for a new entry.
    syndication_authority = models.CharField(max_length=253, default=installed_host, editable=False)

    class Meta:
        verbose_name = _("site identity")

    select_related = ["logo"]
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("strapline"), FieldPanel("organisation")], _("Name")),
        MultiFieldPanel([FieldPanel("logo"), FieldPanel("accent")], _("Look")),
        FieldPanel("sample_label"),
    ]

    @property
    def stylesheet_url(self) -> str:
        """Ours, or ours with the accent in it; the address changes with either, so it may be kept."""
        own = static("css/site.css")
        if not self.accent:
            return own
        return f"{reverse('stylesheet')}?v={sha256(f'{own} {self.accent}'.encode()).hexdigest()[:12]}"

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.accent = self.accent.strip().lower()
        super().full_clean(*args, **kwargs)
