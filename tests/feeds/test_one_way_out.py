"""The safe fetcher is the only way out of the building: for feeds, links, pictures and imports alike."""

import ast
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from factories import PostPageFactory

from feeds.models import Source
from feeds.refreshing.refresh import refresh_due
from feeds.sources.discover import discover
from recalibrate.core.models import User
from recalibrate.link_checks.check import check_links_that_are_due
from recalibrate.link_checks.models import Link
from recalibrate.operations.scheduler import tick
from recalibrate.outbound.fetch import post_form
from recalibrate.outbound.site_policy import policy

ROOT = Path(__file__).parents[2]
FETCHER = {
    f"site/recalibrate/outbound/{name}.py"
    for name in ("caller", "fetch", "guarded_connections", "response_body", "http_errors")
}
# It only asks whether a port of this machine is free.
START = "site/recalibrate/operations/management/commands/start.py"
# It shuts a connection to the mail server that takes too long; smtplib opens it.
MAIL = "site/recalibrate/mail/smtp_backend.py"
# It limits what the client that django-storages opens may take.
BUCKET = "site/recalibrate/infra/s3_storage.py"
# It names the errors of the client by which Authlib asks the Trust’s provider.
PROVIDER = "site/recalibrate/sign_in/provider.py"
ALLOWED = {module: {"http.client", "ssl", "urllib3", "socket"} for module in FETCHER} | {
    START: {"socket"},
    MAIL: {"socket"},
    BUCKET: {"botocore"},
    PROVIDER: {"requests"},
}
OUTWARD = (
    *("socket", "ssl", "http.client", "urllib.request", "ftplib", "poplib", "imaplib", "telnetlib"),
    *("xmlrpc.client", "requests", "urllib3", "httpx", "httpcore", "aiohttp", "websockets", "pycurl"),
    *("asyncio.open_connection", "paramiko", "botocore", "boto3"),
)
PROGRAMS = {"curl", "wget", "nc", "ssh"}


def modules() -> list[str]:
    found = [path for folder in ("site", "feeds", "blog") for path in (ROOT / folder).rglob("*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in [*found, ROOT / "manage.py"])


def ways_out(code: str) -> set[str]:
    """What a module imports, at its top or deep inside, that opens connections; and programs that do."""
    named: set[str] = set()
    programs: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            named |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            named.add(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.Call) and _name(node.func) in ("import_module", "__import__"):
            named |= {str(one.value) for one in node.args if isinstance(one, ast.Constant)}
        elif isinstance(node, ast.List):
            programs |= {
                f"program {one.value}" for one in node.elts[:1] if getattr(one, "value", "") in PROGRAMS
            }
    return {way for way in OUTWARD if any(f"{name}.".startswith(f"{way}.") for name in named)} | programs


def _name(called: ast.expr) -> str:
    return getattr(called, "attr", "") or getattr(called, "id", "")


@pytest.mark.parametrize(
    ("code", "ways"),
    [
        ("import socket", {"socket"}),
        ("def f():\n    from urllib.request import urlopen", {"urllib.request"}),
        ("from urllib import request", {"urllib.request"}),
        ("from requests.adapters import HTTPAdapter", {"requests"}),
        ("import importlib\nimportlib.import_module('httpx')", {"httpx"}),
        ("import asyncio\nasyncio.open_connection('a', 1)", {"asyncio.open_connection"}),
        ("import subprocess\nsubprocess.run(['curl', url])", {"program curl"}),
        ("from urllib.parse import urlsplit\nfrom smtplib import SMTPException", set()),
        ("from .requests import Key", set()),
    ],
)
def test_the_scan_sees_a_way_out_however_it_is_written(code, ways):
    assert ways_out(code) == ways


def test_no_module_but_the_fetchers_opens_a_connection():
    found = {module: ways_out((ROOT / module).read_text()) for module in modules()}

    assert {module: ways for module, ways in found.items() if ways - ALLOWED.get(module, set())} == {}
    assert {module for module in FETCHER if found[module]} == FETCHER


def test_wagtail_is_told_not_to_call_anybody():
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAILEMBEDS_FINDERS == []


CALLS: list[tuple[Any, bool]] = []  # an address, and whether it was the fetcher that called
WATCHING: list[bool] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Python tells of every connection here, our own or a package's, before it is opened."""
    if WATCHING and event in ("socket.connect", "socket.getaddrinfo"):
        files = {frame.filename for frame in traceback.extract_stack()}
        address = arguments[1] if event == "socket.connect" else arguments[0]
        CALLS.append((address, str(ROOT / "site/recalibrate/outbound/guarded_connections.py") in files))


sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[list[tuple[Any, bool]]]:
    CALLS.clear()
    WATCHING.append(True)
    try:
        yield CALLS
    finally:
        WATCHING.clear()


@pytest.mark.django_db
def test_while_the_site_works_only_the_fetcher_calls_anybody(home, server, answer, rss, settings, client):
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]
    there = f"http://{server.host}"
    server.answers.update({"/feed": answer(rss(2)), "/": answer(b"<html><head></head></html>")})
    feed = {"site_url": f"{there}/", "feed_url": f"{there}/feed"}
    Source.objects.create(name="A", slug="a", **feed)
    client.force_login(User.objects.create_superuser("root"))

    with watched() as calls:
        post_page = PostPageFactory(try_now=f'<p><a href="{there}/">a</a></p>')
        for address in ("/", "/picks/sources/", "/search/?q=rest", "/help/", post_page.url):
            assert Client().get(address).status_code == 200
        assert client.get(f"/admin/pages/{post_page.pk}/edit/").status_code == 200
        assert discover(f"{there}/feed").feeds
        assert [outcome.new for _, outcome in refresh_due()] == [2]
        assert tick() == []
        Link.objects.update(next_check_at="2026-01-01T00:00:00Z")
        assert check_links_that_are_due() > 0
        with pytest.raises(Exception, match="did not take it"):
            post_form(f"{there}/nowhere", {"a": "b"}, policy())

    assert calls, "nothing was seen, so nothing is proved"
    assert [address for address, is_fetcher in calls if not is_fetcher] == []
