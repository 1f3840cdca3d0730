"""Small answers for browsers, search engines and lost readers."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Site

from blog.models import PostPage
from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity, StateOfMind
from recalibrate.core.past_slugs import takes_slug_of

from ..posters import SIZES, Poster, poster_of_post, poster_of_state

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
    """What a phone shows if a reader puts the site on the home screen, under the site's own name."""
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


@takes_slug_of(PostPage)
def post_poster(request: HttpRequest, slug: str) -> HttpResponse:
    post = PostPage.objects.published().for_cards().select_related("primary_state").filter(slug=slug).first()
    if post is None:
        raise Http404
    return poster_sheet(request, poster_of_post(post))


@takes_slug_of(StateOfMind)
def state_poster(request: HttpRequest, slug: str) -> HttpResponse:
    return poster_sheet(request, poster_of_state(get_object_or_404(StateOfMind, slug=slug)))


def poster_sheet(request: HttpRequest, shown: Poster) -> HttpResponse:
    """The sheet at `?size=a4` (if nothing is said) or `?size=a5`; any other size is not found."""
    size = request.GET.get("size", SIZES[0])
    if size not in SIZES:
        raise Http404
    return render(request, "pages/poster.html", {"poster": shown, "size": size, "sizes": SIZES})
