from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from recalibrate.core.addresses import absolute
from recalibrate.core.feed_autodiscovery import ALL_POSTS
from recalibrate.core.head import Head
from recalibrate.core.models import SiteIdentity
from recalibrate.core.navigation import navigation
from recalibrate.core.revision_cache import per_revision

from .sessions import has_session

# Parameters that do not make another page out of a listing.
NOT_FILTERS = {"page"}


@per_revision
def site_identity(site: Site) -> SiteIdentity:
    """How a site calls itself, its logo included."""
    return SiteIdentity.for_site(site)


def reader(request: HttpRequest) -> dict[str, Any]:
    """What every public page says about the site. Touches neither session nor user: pages stay cacheable."""
    if request.path.startswith(f"/{settings.ADMIN_PATH}"):
        return {}
    site = Site.find_for_request(request)
    return {
        "identity": site_identity(site) if site else SiteIdentity(),
        "navigation": navigation(request),
        "has_session": has_session(request),
        "syndication_links": ALL_POSTS,
        "keeps_pages": settings.SERVICE_WORKER,
        "head": Head(canonical_url=absolute(request.path)),
        "has_filters": bool(request.GET.keys() - NOT_FILTERS),
    }
