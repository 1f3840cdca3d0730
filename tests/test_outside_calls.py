"""Every call to another server ends within its limit, also when that server accepts and says nothing.

CALLS holds each of them. A new one joins by itself: a module that opens connections, a public way of the
fetcher, or a setting that names a server, which no row tells of, fails a test below; and so does a call of a
known library without a limit.
"""

import inspect
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sentry_sdk
from django.core.files.base import ContentFile
from django.db import connection
from outside_calls import modules, opens_connections, without_limit

from benchmarks.smtp_server import Silence, silence
from recalibrate.infra import sentry
from recalibrate.infra.s3_storage import Bucket
from recalibrate.mail import smtp_backend
from recalibrate.operations.backups import database as backups
from recalibrate.outbound import fetch
from recalibrate.outbound.guarded_connections import FetchPolicy
from recalibrate.outbound.types import FetchRequest
from recalibrate.settings.base import database
from recalibrate.syndication import websub
from recalibrate.web.redis_or_local_cache import SharedCache

ROOT = Path(__file__).parents[1]
SETTINGS = ROOT / "site" / "recalibrate" / "settings"
FETCHER = [
    f"site/recalibrate/outbound/{name}.py"
    for name in ("caller", "fetch", "guarded_connections", "response_body", "http_errors")
]


class Call(NamedTuple):
    """`make` calls what listens on this port; it may raise, and has to end within `seconds`."""

    name: str
    seconds: float
    make: Callable[[int], object]
    settings: tuple[str, ...] = ()  # environment variables that name the server
    modules: tuple[str, ...] = ()


def policy(port: int) -> FetchPolicy:
    return FetchPolicy("tests", allowed=frozenset([f"127.0.0.1:{port}"]))


def mail(port: int) -> None:
    backend = smtp_backend.SmtpEmailBackend(host="127.0.0.1", port=port, timeout=production("EMAIL_TIMEOUT"))
    backend.open()


def production(name: str) -> Any:
    from recalibrate.settings import base

    return getattr(base, name)


def ask_hub(port: int) -> None:
    """Nine addresses, as a post with two states has: a hub that is silent is asked once."""
    from django.test import override_settings

    hub = {"WEBSUB_HUB": f"http://127.0.0.1:{port}/", "FEEDS_ALLOWED_ADDRESSES": [f"127.0.0.1:{port}"]}
    with override_settings(**hub):
        websub.notify_hub.call([f"https://a.example/{number}" for number in range(9)])


def report_errors(port: int) -> None:
    options = sentry.options(f"http://key@127.0.0.1:{port}/1", release="1")
    with warnings.catch_warnings(action="ignore"):  # it renames an option one day
        client = sentry_sdk.Client(**options)
    for number in range(50):
        client.capture_event({"level": "error", "message": f"{number}"})
    client.close()


def keep_in_bucket(port: int) -> None:
    bucket = Bucket(bucket_name="b", endpoint_url=f"http://127.0.0.1:{port}", region_name="x", access_key="a",
                    secret_key="b")  # fmt: skip
    bucket.save("a.txt", ContentFile(b"x"))


def ask_redis(port: int) -> None:
    options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
    cache = SharedCache(f"redis://127.0.0.1:{port}/0", {"OPTIONS": options})
    for number in range(20):
        cache.set(f"{number}", 1)


def ask_provider(port: int) -> None:
    from django.test import RequestFactory, override_settings

    from recalibrate.sign_in import provider

    with override_settings(OIDC_ISSUER=f"http://127.0.0.1:{port}"):
        provider.ask(RequestFactory().get("/"), "http://testserver/")


def ask_postgres(port: int) -> None:
    from django.db.utils import load_backend

    config = {**connection.settings_dict, **database(f"postgres://a:b@127.0.0.1:{port}/c")}
    load_backend(config["ENGINE"]).DatabaseWrapper(config, "silent").connect()


def dump_postgres(port: int) -> None:
    environment = backups._environment()
    environment |= {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGCONNECT_TIMEOUT": "10"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "_environment", lambda: environment)
        backups.run(["pg_dump", "--file", "/dev/null", "x"])


CALLS = [
    Call("a feed", 14, lambda port: fetch.fetch(FetchRequest(f"http://127.0.0.1:{port}/"), policy(port)),
         modules=tuple(FETCHER)),
    Call("a link", 14, lambda port: fetch.reach(f"http://127.0.0.1:{port}/", policy(port))),
    Call("a form", 14, lambda port: fetch.post_form(f"http://127.0.0.1:{port}/", {"a": "b"}, policy(port))),
    Call("the hub", 8, ask_hub, settings=("RECALIBRATE_WEBSUB_HUB",)),
    Call("the mail server", 14, mail, settings=("EMAIL_URL",),
         modules=("site/recalibrate/mail/smtp_backend.py",)),
    Call("error reports", 5, report_errors, settings=("SENTRY_DSN",)),
    Call("the bucket", 16, keep_in_bucket,
         settings=("RECALIBRATE_MEDIA_BUCKET", "RECALIBRATE_MEDIA_ENDPOINT"),
         modules=("site/recalibrate/infra/s3_storage.py",)),
    Call("Redis", 5, ask_redis, settings=("REDIS_URL",),
         modules=("site/recalibrate/web/redis_or_local_cache.py",)),
    Call("the Trust’s sign-in", 8, ask_provider, settings=("RECALIBRATE_OIDC_ISSUER",),
         modules=("site/recalibrate/sign_in/provider.py",)),
    Call("PostgreSQL", 8, ask_postgres, settings=("DATABASE_URL",),
         modules=("site/recalibrate/infra/postgresql/base.py",)),
    Call("PostgreSQL's programs", 15, dump_postgres,
         modules=("site/recalibrate/operations/backups/database.py",)),
]  # fmt: skip

# They open no connection to another machine: a probe of a port here, and processes of our own.
NOBODY_ELSES = {
    "site/recalibrate/operations/management/commands/start.py": "is the port free?",
    "site/recalibrate/operations/supervise.py": "web, worker and clock",
    "feeds/sandbox/pool.py": "the process that reads documents",
    "site/recalibrate/settings/production.py": "sets up error reports",
}
SERVER = re.compile(r"\"([A-Z_]+(?:_URL|_DSN|_HUB|_ENDPOINT|_BUCKET|_HOST|_SERVER|_ISSUER))\"")
OURSELVES = {"RECALIBRATE_BASE_URL"}


class Tried(threading.Thread):
    """One call of a silent server, and how long it took."""

    def __init__(self, call: Call, port: int) -> None:
        super().__init__(daemon=True)
        self.call, self.port = call, port
        self.seconds, self.error = 0.0, ""

    def run(self) -> None:
        began = time.monotonic()
        try:
            self.call.make(self.port)
        except Exception as error:
            self.error = repr(error)
        self.seconds = time.monotonic() - began


@pytest.fixture(scope="module")
def tried() -> Iterator[dict[Call, tuple[Tried, Silence]]]:
    """All at once: they do nothing but wait."""
    with ExitStack() as stack:
        servers = {call: stack.enter_context(silence()) for call in CALLS}
        begun = {call: (Tried(call, server.port), server) for call, server in servers.items()}
        for thread, _ in begun.values():
            thread.start()
        yield begun


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_a_server_that_accepts_and_is_silent_is_given_up_within_the_limit(tried, call):
    thread, server = tried[call]
    thread.join(call.seconds)

    assert not thread.is_alive(), f"still waiting after {call.seconds} s"
    assert thread.seconds < call.seconds
    assert server.accepted, f"it was not even called: {thread.error}"


def test_every_module_that_opens_connections_stands_in_a_row():
    found = {module for module in modules(ROOT) if opens_connections((ROOT / module).read_text())}

    assert found == {module for call in CALLS for module in call.modules} | set(NOBODY_ELSES)


def test_every_way_of_the_fetcher_stands_in_a_row():
    ways = {
        name for name, way in vars(fetch).items()
        if name[0] != "_" and inspect.isfunction(way) and "policy" in inspect.signature(way).parameters
    }  # fmt: skip

    assert {name for name in ways if vars(fetch)[name].__module__ == fetch.__name__} == {
        "fetch",
        "reach",
        "post_form",
        "check_address",  # reads an address, and calls no one
    }


def test_every_setting_that_names_a_server_stands_in_a_row():
    named = {name for path in SETTINGS.glob("*.py") for name in SERVER.findall(path.read_text())}

    assert named - OURSELVES == {name for call in CALLS for name in call.settings}


def test_no_call_of_a_known_library_is_without_a_limit():
    found = {
        module: calls for module in modules(ROOT) if (calls := without_limit((ROOT / module).read_text()))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("import requests\nrequests.get(url)", True),
        ("import requests as r\ndef f():\n    r.post(url, timeout=None)", True),
        ("from requests import get\nget(url)", True),
        ("import requests\nrequests.get(url, timeout=3)", False),
        ("import requests\nrequests.get(url, **options)", False),
        ("from urllib.request import urlopen as u\nu(url)", True),
        ("import urllib.request\nurllib.request.urlopen(url)", True),
        ("import smtplib\nsmtplib.SMTP('h')", True),
        ("from smtplib import SMTP_SSL\nSMTP_SSL('h', timeout=5)", False),
        ("import boto3\nboto3.client('s3')", True),
        ("import redis\nredis.Redis.from_url(url)", True),
        ("import psycopg\npsycopg.connect(url)", True),
        ("import socket\nsocket.create_connection(('h', 1))", True),
        ("import subprocess\nsubprocess.run(['pg_dump'])", True),
        ("get = settings.get\nget(url)", False),
    ],
)
def test_the_scan_finds_a_call_without_a_limit_however_it_is_written(code, is_found):
    assert bool(without_limit(code)) is is_found


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("from smtplib import SMTPException", False),
        ("from redis.exceptions import RedisError", False),
        ("import redis", True),
        ("def f():\n    from urllib.request import urlopen", True),
        ("from urllib.parse import urlsplit", False),
        ("from django.core.mail.backends import smtp", True),
        ("from .requests import Key", False),
    ],
)
def test_the_scan_finds_a_module_that_opens_connections(code, is_found):
    assert opens_connections(code) is is_found
