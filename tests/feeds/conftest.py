"""Feed documents, and what a refresh makes of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from foreign_server import answer, editor, now, server, source  # noqa: F401

from feeds.pipeline.types import ItemData
from feeds.sandbox import pool
from recalibrate.outbound.types import Fetched

DOCUMENTS = Path(__file__).parents[1] / "documents"


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


@pytest.fixture(autouse=True, scope="session")
def _no_reader_left_behind() -> Iterator[None]:
    yield
    pool.close()
