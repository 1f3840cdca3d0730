"""Small answers for browsers, search engines and whoever is lost."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from wagtail.models import Site

from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity, StateOfMind

# The ground of both schemes' pages (--sunken in static/css/site.css).
PAPER = "#f1ede4"


def robots(request: HttpRequest) -> HttpResponse:
    """Posters and the shelf are not named: they say noindex, and a crawler must be let in to read that."""
    lines = [
        "User-agent: *",
        f"Disallow: /{settings.ADMIN_PATH}",
        "Disallow: /search/",
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def web_manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows if somebody puts the site on their home screen, under the site's own name."""
    site = Site.find_for_request(request)
    identity = SiteIdentity.for_site(site) if site else SiteIdentity()
    icons = [(size, purpose) for size in (192, 512) for purpose in ("any", "maskable")]
    manifest = {
        "name": identity.name,
        "short_name": identity.name[:12],
        "description": identity.strapline,
        "lang": "en-GB",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {
                "src": staticfiles_storage.url(f"img/icon-{purpose}-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in icons
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page for whoever followed an old link: a search box, the states of mind, and help."""
    return render(request, "404.html", {"states": StateOfMind.objects.on_home_page()}, status=404)
