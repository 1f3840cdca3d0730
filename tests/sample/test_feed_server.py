import pytest

from recalibrate.outbound.errors import FetchError
from recalibrate.outbound.fetch import fetch
from recalibrate.outbound.guarded_connections import FetchPolicy
from recalibrate.outbound.types import FetchRequest, NotModified
from recalibrate.sample.feed_server import serving


@pytest.fixture
def ask(tmp_path):
    for name in ("a.rss", "b.atom", "c.json", "moved.rss", "broken.rss"):
        (tmp_path / name).write_text(name)
    with serving(tmp_path) as host:
        yield lambda path, **validators: fetch(
            FetchRequest(f"http://{host}/{path}", **validators),
            FetchPolicy("test", allowed=frozenset([host])),
        )


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.rss", "application/rss+xml"),
        ("b.atom", "application/atom+xml"),
        ("c.json", "application/feed+json"),
    ],
)
def test_documents_have_their_media_type_and_are_sent_once(ask, name, media_type):
    fetched = ask(name)

    assert fetched.body == name.encode()
    assert fetched.content_type.startswith(media_type)
    assert isinstance(ask(name, etag=fetched.etag), NotModified)


def test_one_document_has_moved_and_one_breaks_after_the_first_answer(ask):
    assert ask("moved").moved_to.endswith("/moved.rss")

    assert ask("broken.rss").body == b"broken.rss"
    with pytest.raises(FetchError, match="500"):
        ask("broken.rss")


@pytest.mark.parametrize("path", ["nothing.rss", "../conftest.py", "%2e%2e/conftest.py", ""])
def test_nothing_outside_the_folder_is_served(ask, path):
    with pytest.raises(FetchError, match="404"):
        ask(path)
