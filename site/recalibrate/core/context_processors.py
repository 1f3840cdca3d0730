from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from .announcing import ALL_POSTS
from .models import SiteIdentity
from .navigation import navigation
from .sessions import has_session


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
