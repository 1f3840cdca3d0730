"""Who may keep an answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .sessions import has_session

ANONYMOUS = "public, max-age=60, stale-while-revalidate=600"


class CacheControl:
    """Lets anybody keep what an anonymous reader got, and nobody what an editor got."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        is_personal = has_session(request) or response.cookies or "Cookie" in response.get("Vary", "")
        if is_personal:
            response["Cache-Control"] = "private, no-store"
        elif request.method in ("GET", "HEAD") and response.status_code == 200:
            response["Cache-Control"] = ANONYMOUS
        return response
