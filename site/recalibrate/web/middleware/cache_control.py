"""Who may keep an answer, and what is kept in mind while one is made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import split_domain_port
from django.middleware.gzip import GZipMiddleware
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from recalibrate.core.gaps import counting
from recalibrate.core.models import SiteRevision
from recalibrate.core.revision_cache import cache_scope, per_revision

from ..page_cache.cached_response import lifetime
from ..page_cache.requests import IS_KEPT
from ..reader_paths import is_for_readers
from ..sessions import has_session

# A minute, as in our own cache: pages also follow the clock, which makes no new revision (decision 0017).
ANONYMOUS = "public, max-age=60, stale-while-revalidate=600"
WITH_A_GAP = "public, max-age=10"


class CacheControlMiddleware:
    """Lets any cache keep what an anonymous reader got, and none what an editor got.

    What had to leave something out is kept for seconds only, and is no answer to “has it changed?”.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with counting() as left_out:
            response = self.get_response(request)
        if left_out and "public" in response.get("Cache-Control", "public"):
            del response["Cache-Control"], response["ETag"], response["Last-Modified"]
        elif response.has_header("Cache-Control"):
            return response
        is_personal = has_session(request) or response.cookies or "Cookie" in response.get("Vary", "")
        if is_personal:
            response["Cache-Control"] = "private, no-store"
        elif request.method in ("GET", "HEAD") and response.status_code == 200:
            response["Cache-Control"] = WITH_A_GAP if left_out else ANONYMOUS
        return response


class CompressionMiddleware(GZipMiddleware):
    """Leaves what the page cache is about to keep as it is: that is compressed once, there."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if IS_KEPT in request.META and lifetime(str(response.status_code), response.items()):
            return response
        return super().process_response(request, response)


class RevisionCacheMiddleware:
    """Anonymous readers are answered from what this process already read under the same site revision."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or has_session(request) or not is_for_readers(request.path):
            return self.get_response(request)
        with cache_scope(SiteRevision.current()):
            # Where Wagtail itself remembers a request's site.
            request._wagtail_site = site_at(request.get_host(), request.get_port())  # type: ignore[attr-defined]
            return self.get_response(request)


@per_revision
def site_at(host: str, port: str) -> Site | None:
    return get_site_for_hostname(split_domain_port(host)[0], port)
