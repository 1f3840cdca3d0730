"""The one stylesheet, with a Trust's accent in it: still one request, and no inline style."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .accent import tokens
from .models import SiteIdentity

_RELATIVE = re.compile(r'url\("\.\./([^"]+)"\)')
FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """404 without an accent: then everybody has the static file. Kept for ever at the address pages name."""
    site = Site.find_for_request(request)
    identity = SiteIdentity.for_site(site) if site else SiteIdentity()
    if not identity.accent:
        raise Http404("This site has no accent of its own")
    answer = HttpResponse(own_stylesheet() + tokens(identity.accent), content_type="text/css; charset=utf-8")
    is_current = request.get_full_path() == identity.stylesheet_url
    answer["Cache-Control"] = FOR_EVER if is_current else BRIEFLY
    return answer


def own_stylesheet() -> str:
    """static/css/site.css, its fonts addressed as pages address them."""
    css = Path(finders.find("css/site.css") or "").read_text()
    return _RELATIVE.sub(lambda found: f'url("{static(found[1])}")', css)
