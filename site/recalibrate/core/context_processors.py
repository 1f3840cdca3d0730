from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from .models import SiteIdentity
from .navigation import navigation
from .sessions import has_session

# What every page announces first: (title, media type, address).
ALL_POSTS = (
    ("All posts (RSS)", "application/rss+xml", "/feeds/all.xml"),
    ("All posts (Atom)", "application/atom+xml", "/feeds/all.atom"),
)


def reader(request: HttpRequest) -> dict[str, Any]:
    """What every public page says about the site. Touches neither session nor user: pages stay cacheable."""
    if request.path.startswith(f"/{settings.ADMIN_PATH}"):
        return {}
    site = Site.find_for_request(request)
    return {
        "identity": SiteIdentity.for_site(site) if site else SiteIdentity(),
        "navigation": navigation(request),
        "has_session": has_session(request),
        "syndication_links": ALL_POSTS,
    }
