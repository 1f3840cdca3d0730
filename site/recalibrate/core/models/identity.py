from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


def installed_host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting):
    """How the site calls itself."""

    name = models.CharField(max_length=80, default="Recalibrate")
    strapline = models.CharField(max_length=160, default="Reading for how it is today.", blank=True)
    organisation = models.CharField(
        max_length=160, blank=True, help_text="Who publishes the site, as readers should see it."
    )
    sample_label = models.CharField(
        max_length=160, blank=True, help_text="Shown on every page while the content is not real."
    )
    # Part of every entry's id in what we syndicate. Fixed at installation, so that ids outlive a change
    # of domain: readers' software takes an entry with a new id for a new entry.
    syndication_authority = models.CharField(max_length=253, default=installed_host, editable=False)

    class Meta:
        verbose_name = "site identity"

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("strapline"), FieldPanel("organisation")], "Name"),
        FieldPanel("sample_label"),
    ]
