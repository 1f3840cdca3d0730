from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware import common
from django.urls import reverse

from recalibrate.core.redirects import BRIEFLY, NEVER, led_to
from recalibrate.web.sessions import has_session

from .old_addresses import GONE, way_from
from .try_address import address_a_stranger_reaches


class OldAddressMiddleware:
    """Leads from an old address to where the thing is now; says “gone” (410) where something was withdrawn.

    Search engines forget what is gone sooner, and a copy kept on a phone is thrown away.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or "\0" in request.path or _is_admins(request.path):
            return response
        way = way_from(request)
        if way is None:
            return response
        if way is GONE:
            response.status_code = 410
            return response
        return redirect_response(request, way.url, permanent=way.permanent)


def redirect_response(request: HttpRequest, url: str, *, permanent: bool) -> HttpResponse:
    """The redirect. What a reader searched for is in no shared cache; a feed may be read from anywhere."""
    is_shared = "q" not in request.GET and not has_session(request)
    redirect = led_to(
        url,
        permanent=permanent,
        keeps_method=request.method not in ("GET", "HEAD"),
        cache_control=BRIEFLY if is_shared else NEVER,
    )
    if request.path.startswith(reverse("syndication-list")):
        redirect["Access-Control-Allow-Origin"] = "*"
    return redirect


def _is_admins(path: str) -> bool:
    return path.startswith(f"/{settings.ADMIN_PATH}")


class CommonMiddleware(common.CommonMiddleware):
    """Django's; but it sends readers on to an address with a slash only where they find something there."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        if not super().should_redirect_with_slash(request):
            return False
        return _is_admins(f"{request.path}/") or bool(address_a_stranger_reaches(request, f"{request.path}/"))
