"""Feed documents, a source to refresh, and a server on this machine that answers as it is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from django.contrib.auth.models import Group

from feeds.fetching.guarded_connections import Policy
from feeds.models import Source
from feeds.pipeline.types import Fetched, FetchRequest, ItemData
from feeds.sandbox import pool
from recalibrate.core.models import User

DOCUMENTS = Path(__file__).parents[1] / "documents"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def fetched() -> Callable[..., Fetched]:
    """A document as if fetched: the name of one in tests/documents, or bytes."""

    def fetched(document: str | bytes, **fields: str) -> Fetched:
        body = document if isinstance(document, bytes) else (DOCUMENTS / document).read_bytes()
        given = {
            "url": "https://feeds.example/feed",
            "content_type": "application/xml",
            "etag": "",
            "last_modified": "",
        }
        return Fetched(body=body, **{**given, **fields})

    return fetched


@pytest.fixture
def rss() -> Callable[..., bytes]:
    """An RSS document with so many items, each with the words given."""

    def rss(count: int, *, words: str = "Words", first: int = 1) -> bytes:
        items = "".join(
            f"<item><title>Title {n}</title><link>https://a.example/{n}</link>"
            f"<guid isPermaLink='false'>id-{n}</guid>"
            f"<description>{words} {n}</description></item>"
            for n in range(first, first + count)
        )
        return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()

    return rss


@pytest.fixture
def item_data() -> Callable[..., ItemData]:
    def item_data(identity: str, **fields: object) -> ItemData:
        text = {"fingerprint": f"words of {identity}", "guid": identity, "title": f"Title {identity}"}
        url = f"https://a.example/{identity}"
        empty = dict.fromkeys(("text", "excerpt", "author", "language"), "")
        given = {**empty, **text, "url": url, "canonical_url": url, "published_at": None, **fields}
        return ItemData(identity=identity, **given)

    return item_data


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

    def request(self, path: str = "/", **validators: str) -> FetchRequest:
        return FetchRequest(f"http://{self.host}{path}", **validators)

    def policy(self, *, seconds: float = 5) -> Policy:
        return Policy(user_agent="Recalibrate/test", allowed=frozenset([self.host]), total_seconds=seconds)


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
        running = Server(f"127.0.0.1:{http.server_port}")
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


@pytest.fixture(autouse=True, scope="session")
def _no_reader_left_behind() -> Iterator[None]:
    yield
    pool.close()


@pytest.fixture
def editor(home):
    user = User.objects.create_user("an-editor", first_name="Edda", last_name="Moss")
    user.groups.add(Group.objects.get(name="Editor"))
    return user
