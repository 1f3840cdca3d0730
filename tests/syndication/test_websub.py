"""Telling a hub, which here is a real server on loopback."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest
from factories import PostPageFactory

from recalibrate.syndication.websub import notify_hub


@pytest.fixture
def hub(settings):
    told = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            told.append((fields["hub.mode"][0], fields["hub.url"][0]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    settings.WEBSUB_HUB = f"http://{host}/"
    settings.FEEDS_ALLOWED_ADDRESSES = [host]
    yield told
    server.shutdown()
    server.server_close()


def test_publishing_tells_the_hub_of_every_list_that_changed(
    home, hub, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {
        name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
        for name in ("default", "background")
    }
    post = PostPageFactory()

    urls = [f"http://testserver/feeds/{path}.xml" for path in ("all", "states/fatigue")]
    assert notify_hub.call(urls) == "2 of 2 told"

    assert ("publish", "http://testserver/feeds/all.xml") in hub
    assert ("publish", "http://testserver/feeds/states/fatigue.xml") in hub
    assert post.live


def test_feeds_name_the_hub_and_themselves(client, home, hub, settings):
    answer = client.get("/feeds/all.atom")

    links = {(link.get("href"), link.get("rel")) for link in ElementTree.fromstring(answer.content)}
    assert (settings.WEBSUB_HUB, "hub") in links
    assert answer["Link"].endswith(f'feeds/all.atom>; rel="self", <{settings.WEBSUB_HUB}>; rel="hub"')


def test_a_hub_that_is_away_harms_nothing(home, settings, caplog):
    settings.WEBSUB_HUB = "http://127.0.0.1:1/"
    settings.FEEDS_ALLOWED_ADDRESSES = ["127.0.0.1:1"]

    assert notify_hub.call(["http://testserver/feeds/all.xml"]) == "0 of 1 told"
    assert "not told" in caplog.text


def test_without_a_hub_nobody_is_told(client, home):
    assert "hub" not in client.get("/feeds/all.atom").content.decode().split("<entry")[0]
