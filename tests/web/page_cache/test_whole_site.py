"""The page cache in front of the site itself."""

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections, connection
from factories import GuardianUpdatePageFactory, PostPageFactory
from wagtail.models import PageViewRestriction

from blog.models import PostPage
from recalibrate.core.models import SiteRevision, StateOfMind
from recalibrate.core.public_kinds import parameters
from recalibrate.web.page_cache import PageCache, RevisionWatcher, Rules


class Reader:
    """Asks the way a web server does."""

    def __init__(self, application: PageCache) -> None:
        self.application = application

    def ask(self, address: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(address)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "HTTP_HOST": "testserver",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
        }
        started: list[Any] = []
        answered = self.application(
            environ | headers, lambda status, headers: started.extend([status, headers])
        )
        return int(started[0][:3]), dict(started[1]), b"".join(answered)


@pytest.fixture(scope="module")
def django_application() -> WSGIHandler:
    return get_wsgi_application()


@pytest.fixture
def reader(home, django_application: WSGIHandler) -> Iterator[Reader]:
    PostPageFactory(slug="rest", title="Rest is not a reward")
    GuardianUpdatePageFactory()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # the test's transaction lives in this connection
    yield Reader(another_process(django_application))
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def another_process(application: WSGIHandler) -> PageCache:
    watch = RevisionWatcher(
        SiteRevision.current, clock=Ticking(), run=lambda ask: ask()
    )  # in the test’s transaction
    rules = Rules(settings.SESSION_COOKIE_NAME, (f"/{settings.ADMIN_PATH}",), parameters())
    return PageCache(application, watch, rules, most_bytes=10**7)


class Ticking:
    """A second later whenever it is asked."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.6
        return self.now


def paths_kept(reader: Reader) -> set[str]:
    return {key.path for key in reader.application.store._copies}


PAGES = ["/", "/states/", "/states/fatigue/", "/posts/", "/posts/rest/", "/guardian/", "/help/", "/picks/"]


@pytest.mark.parametrize("address", [*PAGES, "/feeds/all.xml", "/sitemap.xml", "/feeds/dates.ics"])
def test_what_everybody_gets_is_kept_and_complete(reader: Reader, address: str) -> None:
    first = reader.ask(address)

    assert first[0] == 200
    assert address in paths_kept(reader)
    assert reader.ask(address) == first
    assert reader.ask(address, HTTP_IF_NONE_MATCH=first[1]["ETag"])[0] == 304
    assert "Content-Security-Policy" in first[1]


NEVER_KEPT = [
    "/admin/",
    "/admin/login/",
    "/search/?q=i+cannot+go+on",
    "/guardian/exception-reporting/?worked_on=2026-11-02",
    "/by-email/confirm/abc/",
    "/by-email/stop/abc/",
    "/guardian/preview/abc/",
    "/healthz",
    "/nothing/",
    "/posts/rest/?page=2&who=me",
]


@pytest.mark.parametrize("address", NEVER_KEPT)
def test_what_is_someones_own_leaves_nothing_behind(reader: Reader, address: str) -> None:
    reader.ask(address)

    assert not paths_kept(reader)


def test_a_log_in_is_never_answered_from_memory_nor_kept(reader: Reader, admin_client) -> None:
    cookie = f"{settings.SESSION_COOKIE_NAME}={admin_client.cookies[settings.SESSION_COOKIE_NAME].value}"

    status, headers, _ = reader.ask("/posts/rest/", HTTP_COOKIE=cookie)

    assert (status, headers["Cache-Control"]) == (200, "private, no-store")
    assert not paths_kept(reader)


def test_a_page_for_some_is_never_kept(reader: Reader) -> None:
    reader.ask("/posts/rest/")
    PageViewRestriction.objects.create(
        page=PostPage.objects.get(slug="rest"), restriction_type=PageViewRestriction.LOGIN
    )

    assert reader.ask("/posts/rest/")[0] == 302


def test_every_kind_of_change_is_seen_by_every_process(
    reader: Reader, django_application: WSGIHandler
) -> None:
    both = [reader, Reader(another_process(django_application))]
    post, state = PostPage.objects.get(slug="rest"), StateOfMind.objects.get(slug="fatigue")
    for one in both:
        assert b"Rest is not a reward" in plain(one, "/posts/rest/")

    post.title = "Rest is a right"
    post.save_revision().publish()
    assert all(b"Rest is a right" in plain(one, "/posts/rest/") for one in both)

    state.name = "Worn out"
    state.save()
    assert all(b"Worn out" in plain(one, "/states/fatigue/") for one in both)

    post.unpublish()
    assert [one.ask("/posts/rest/")[0] for one in both] == [410, 410]


def plain(reader: Reader, address: str) -> bytes:
    return reader.ask(address, HTTP_ACCEPT_ENCODING="")[2]


def test_while_the_database_is_away_known_pages_are_read_and_others_say_so(
    reader: Reader, monkeypatch
) -> None:
    known = reader.ask("/posts/rest/")

    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError("could not connect to server")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        assert reader.ask("/posts/rest/")[2] == known[2]
        status, headers, body = reader.ask("/states/", HTTP_ACCEPT_ENCODING="")
        assert (status, headers["Retry-After"]) == (503, "30")
        assert b"116 123" in body

    assert reader.ask("/states/")[0] == 200
