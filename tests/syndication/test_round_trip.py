"""A hostile post in every format, and our feeds read back by our own aggregator."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from factories import PostPageFactory

from feeds.pipeline.read import read_feed
from recalibrate.outbound.types import Fetched

HOSTILE = (
    '<p>a\x0bb\ufffe & &amp; 😴 <a href="/help/">help</a><a href="../x/">x</a>'
    '<img src="/media/a.png" alt="A"></p><iframe src="https://v.example/1" title="Film"></iframe>'
    "<script>alert(1)</script>"
)


@pytest.fixture
def hostile_post(home):
    post = PostPageFactory(title="Rest & sleep \x0b\ufffe😴", summary="Soup & toast")
    post.body = post.body.stream_block.to_python([{"type": "text", "value": HOSTILE}])
    post.save()
    return post


@pytest.mark.parametrize("form", ["xml", "atom"])
def test_xml_stays_well_formed_and_passive(client, hostile_post, form):
    text = client.get(f"/feeds/all.{form}").content.decode()

    whole = "".join(ElementTree.fromstring(text).itertext())
    assert "Rest & sleep" in whole
    assert "😴" in whole
    assert "<script" not in whole
    assert "<iframe" not in whole
    assert 'href="http://testserver/help/"' in whole


@pytest.mark.parametrize("form", ["xml", "atom", "json"])
def test_our_own_aggregator_reads_the_same_entries_back(client, hostile_post, form):
    PostPageFactory(title="Second")
    answer = client.get(f"/feeds/all.{form}")
    fetched = Fetched(
        url=f"http://testserver/feeds/all.{form}",
        body=answer.content,
        content_type=answer["Content-Type"],
        etag=answer["ETag"],
        last_modified=answer["Last-Modified"],
    )

    found = read_feed(fetched, now=datetime.now(UTC)).items

    assert [item.title for item in found] == ["Second", "Rest & sleep 😴"]
    assert all(item.url.startswith("http://testserver/posts/") for item in found)
    assert len({item.identity for item in found}) == 2
    assert all(item.published_at for item in found)
