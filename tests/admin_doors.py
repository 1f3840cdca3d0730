"""Every address that the admin has, and whether someone is let in there.

Views are called without rendering what they answer, so that all of them can be tried for every role.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, resolve

ELSEWHERE = ("/admin/", "/admin/login/")


@dataclass(frozen=True, order=True)
class Address:
    name: str  # with its namespace
    arguments: tuple[str, ...]


def addresses() -> Iterator[Address]:
    """The patterns below the admin, ours and the packages’; Wagtail's pages for errors have no name."""
    for prefix, name, pattern in walk(get_resolver().url_patterns):
        if prefix.startswith("admin/") and not name.endswith("?"):
            yield Address(name, tuple(pattern.pattern.regex.groupindex))


def walk(patterns: list[Any], prefix: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for each in patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield path, ":".join(filter(None, [space, each.name or "?"])), each
        else:
            yield from walk(each.url_patterns, path, ":".join(filter(None, [space, each.namespace])))


def is_open(user: Any, url: str, *, hops: int = 3) -> bool:
    """Whether the user gets past every check, here and where it leads; by POST where nothing else goes."""
    response = answer(user, "GET", url)
    if response is not None and response.status_code == 405:
        response = posted(user, url)
    return is_an_answer(user, response, hops)


def takes_a_post(user: Any, url: str) -> bool:
    """Whether an empty POST gets past every check; undone."""
    return is_an_answer(user, posted(user, url), 3)


def posted(user: Any, url: str) -> HttpResponse | None:
    mark = transaction.savepoint()
    response = answer(user, "POST", url)
    transaction.savepoint_rollback(mark)
    return response


def is_an_answer(user: Any, response: HttpResponse | None, hops: int) -> bool:
    if response is None or response.status_code in (401, 403, 404, 405):
        return False
    target = response.headers.get("Location", "")
    if target.split("?")[0] in ELSEWHERE:
        return False
    return not target.startswith("/admin/") or (hops > 0 and is_open(user, target, hops=hops - 1))


def answer(user: Any, method: str, url: str) -> HttpResponse | None:
    """What the view answers, or nothing where it refuses."""
    request: HttpRequest = RequestFactory().generic(method, url)
    request.user, request.session = user, SessionStore()
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    match = request.resolver_match = resolve(request.path)
    try:
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except (PermissionDenied, Http404):
        return None
    return response
