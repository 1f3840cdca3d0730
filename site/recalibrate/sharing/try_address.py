"""Asks the site itself what a stranger would find at an address of ours: its views know what may be seen."""

import copy
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from wagtail.models import Page

# What says who asks, or what they have already.
NOT_PASSED_ON = ("HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_")
REDIRECTS = (301, 302, 307, 308)
MOST_REDIRECTS = 2  # that a view gives by itself


def address_a_stranger_reaches(request: HttpRequest, url: str) -> str:
    """`url`, or where its view sends on to; "" where a stranger finds nothing or has to log in."""
    for _ in range(MOST_REDIRECTS + 1):
        asked = urlsplit(url)
        if asked.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return url  # the server in front knows; in production that is not us
        answer = None if asked.path.startswith(f"/{settings.ADMIN_PATH}") else _answer(request, url)
        if answer is None or answer.status_code not in (200, *REDIRECTS):
            return ""
        if answer.status_code == 200:
            return url
        url = str(answer["Location"])  # type: ignore[index]
        if not is_ours(request, url):
            return ""
    return ""


def _answer(request: HttpRequest, url: str) -> HttpResponseBase | None:
    match = match_of(urlsplit(url).path)
    if match is None:
        return None
    stranger = _stranger(request, url, match)
    try:
        if match.url_name == "wagtail_serve" and _is_restricted(stranger):
            return None
        answer: HttpResponseBase = match.func(stranger, *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return None
    # Files only: its own close() would say that the request is over, and with that go the connection.
    for close in answer._resource_closers:  # type: ignore[attr-defined]
        close()
    return answer


def _stranger(request: HttpRequest, url: str, match: ResolverMatch) -> HttpRequest:
    """A request for `url` by a reader of whom nothing is known."""
    asked = urlsplit(url)
    stranger = copy.copy(request)
    for remembered in ("headers", "_wagtail_route_for_request"):
        stranger.__dict__.pop(remembered, None)
    stranger.META = {
        name: value for name, value in request.META.items() if not name.startswith(NOT_PASSED_ON)
    }
    stranger.META |= {"REQUEST_METHOD": "GET", "PATH_INFO": asked.path, "QUERY_STRING": asked.query}
    stranger.method = "GET"
    stranger.path = stranger.path_info = asked.path
    stranger.GET, stranger.POST, stranger.COOKIES = QueryDict(asked.query), QueryDict(), {}
    stranger.user, stranger.resolver_match = AnonymousUser(), match
    return stranger


def _is_restricted(stranger: HttpRequest) -> bool:
    """Whether a page asks for a password or a log-in: its form would be an answer like any other."""
    page = Page.find_for_request(stranger, stranger.path)
    return page is None or page.get_view_restrictions().exists()


def match_of(path: str) -> ResolverMatch | None:
    """What answers at a path, or would with a slash at its end."""
    for tried in (path, f"{path}/"):
        try:
            return resolve(tried)
        except Resolver404:
            continue
    return None


def is_ours(request: HttpRequest, url: str) -> bool:
    return urlsplit(url).netloc in ("", request.get_host(), urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc)
