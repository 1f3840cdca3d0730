"""Error pages need nothing of what a request usually has: whatever is away, they say whom to ring."""

import errno

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from django.template import engines
from django.test import Client, RequestFactory
from failing_middleware import Failing

from recalibrate.web import error_pages
from recalibrate.web.rate_limit import too_many

HELP = "116 123"
ERRORS = [
    (SuspiciousOperation("odd"), 400),
    (BadRequest("odd"), 400),
    (RequestDataTooBig("much"), 400),
    (MultiPartParserError("cut off"), 400),
    (PermissionDenied("no"), 403),
    (Http404("nothing"), 404),
    (RuntimeError("a bug"), 500),
    (OperationalError("away"), 503),
    (InterfaceError("away"), 503),
    (OSError(errno.ENOSPC, "No space left on device"), 507),
]
PATHS = ["/", "/posts/x", "/admin/x", "/admin/x/", "/documents/1/x"]


def answers(settings, place):
    """What is answered to each error when the middleware at `place` and all further in are never reached."""
    name = f"{Failing.__module__}.{Failing.__name__}"
    settings.MIDDLEWARE = [*site_settings.MIDDLEWARE[:place], name]
    client = Client(raise_request_exception=False)
    for error, status in ERRORS:
        Failing.error = error
        for path in PATHS:
            answer = client.get(path)
            if not (status == 404 and is_sent_on(path, answer)):
                yield error, path, status, answer


def is_sent_on(path, answer):
    """Whether an address without its last slash was led to the one with it, as Django does with 404."""
    return answer.status_code == 301 and answer["Location"] == f"{path}/"


PLACES = range(len(site_settings.MIDDLEWARE) + 1)


@pytest.mark.parametrize("place", PLACES)
def test_every_error_has_its_page_whichever_middleware_fails(home, settings, place):
    for error, path, status, answer in answers(settings, place):
        assert answer.status_code == status, (error, path)
        assert HELP in answer.content.decode(), (error, path)


@pytest.mark.parametrize("place", PLACES)
def test_every_error_has_its_page_without_a_database(settings, monkeypatch, place):
    """Where something further out asks the database itself, that is what the answer says."""

    def refuse(self):
        raise OperationalError("connection refused")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
    for error, path, status, answer in answers(settings, place):
        assert answer.status_code in (status, 503), (error, path)
        assert HELP in answer.content.decode(), (error, path)


def test_an_address_of_the_admin_without_its_last_slash_is_sent_to_the_one_with_it(client, home):
    for path in ("/admin/x", "/admin/pages", "/admin/pages/99999/edit"):
        answer = client.get(path)
        assert answer.status_code == 301, path
        assert answer["Location"] == f"{path}/"


def test_a_form_without_its_token_is_answered_in_words(home):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"})

    assert answer.status_code == 403
    assert "Please send that again" in answer.content.decode()


def handlers():
    """Every page that an error may have: the site's handlers, the refused form, and too many requests."""
    request = RequestFactory().get("/")
    yield error_pages.bad_request(request, SuspiciousOperation())
    yield error_pages.permission_denied(request, PermissionDenied())
    yield error_pages.csrf_failure(request, "no token")
    yield error_pages.page_not_found(RequestFactory().get("/admin/x"), Http404())
    yield error_pages.server_error(request)
    yield too_many(60)


def test_every_page_says_whom_to_ring_without_database_site_or_session():
    assert [page.status_code for page in handlers()] == [400, 403, 403, 404, 500, 429]
    assert all(HELP in page.content.decode() for page in handlers())


def test_even_where_no_template_can_be_drawn_someone_reads_whom_to_ring(monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(engines["django"].engine, "get_template", broken)

    answer = error_pages.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert HELP in answer.content.decode()
