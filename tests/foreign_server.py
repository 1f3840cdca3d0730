"""Fixtures for what looks outside: a source, its editor, and a server on this machine as it is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from django.contrib.auth.models import Group

from feeds.models import Source
from recalibrate.core.models import User
from recalibrate.outbound.guarded_connections import FetchPolicy
from recalibrate.outbound.types import FetchRequest

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def source(db: None) -> Source:
    """A source that is due."""
    return Source.objects.create(
        name="A source",
        slug="a-source",
        site_url="https://a.example/",
        feed_url="https://a.example/feed",
        next_check_at=NOW,
    )


@dataclass
class Asked:
    path: str
    headers: dict[str, str]


@dataclass
class Server:
    """`answers` maps a path to what is done with the request; `asked` is what came in."""

    host: str
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    is_over: Event = field(default_factory=Event)
    http: ThreadingHTTPServer | None = None

    def request(self, path: str = "/", **validators: str) -> FetchRequest:
        return FetchRequest(f"http://{self.host}{path}", **validators)

    def policy(self, *, seconds: float = 5) -> FetchPolicy:
        return FetchPolicy(
            user_agent="Recalibrate/test", allowed=frozenset([self.host]), total_seconds=seconds
        )


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            running.asked.append(
                Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
            )
            try:
                running.answers[self.path](self)
            except OSError:  # the other side hung up, as many of these tests want it to
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        running = Server(f"127.0.0.1:{http.server_port}", http=http)
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.is_over.set()
        http.shutdown()
        thread.join()


@pytest.fixture
def answer() -> Callable[..., Callable[[BaseHTTPRequestHandler], None]]:
    """A well-behaved answer, for `server.answers`."""

    def answer(
        body: bytes = b"", status: int = 200, **headers: str
    ) -> Callable[[BaseHTTPRequestHandler], None]:
        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in {"Content-Length": str(len(body)), **given}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        return reply

    return answer


@pytest.fixture
def editor(home):
    user = User.objects.create_user("an-editor", first_name="Edda", last_name="Moss")
    user.groups.add(Group.objects.get(name="Editor"))
    return user
