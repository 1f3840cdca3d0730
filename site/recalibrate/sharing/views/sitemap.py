"""The sitemap: one document while the site is small, else a list of its parts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import prepare_sitemaps
from wagtail.contrib.sitemaps.views import sitemap as listed

from recalibrate.core.addresses import absolute

from ..sitemaps import SITEMAPS

TEMPLATE = "sitemap.xml"


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    parts = {
        section: (made() if isinstance(made, type) else made).paginator.num_pages
        for section, made in prepare_sitemaps(request, SITEMAPS).items()
    }
    if max(parts.values()) == 1:
        return listed(request, SITEMAPS, template_name=TEMPLATE)
    addresses = [
        absolute(reverse("sitemap-part", args=[section])) + (f"?p={number}" if number > 1 else "")
        for section, count in parts.items()
        for number in range(1, count + 1)
    ]
    return render(request, "sitemap_index.xml", {"addresses": addresses}, content_type="application/xml")


def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One section; `?p=2` for its second part. 404 for what there is not."""
    return listed(request, SITEMAPS, section=section, template_name=TEMPLATE)
