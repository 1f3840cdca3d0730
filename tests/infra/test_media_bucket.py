"""Media in a bucket: kept there, read back, and served from our own addresses."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import RequestFactory

from recalibrate.infra.s3_storage import Bucket
from recalibrate.operations import views
from recalibrate.operations.backups.media import every_file


class Objects(BaseHTTPRequestHandler):
    """The four verbs of S3 that a storage needs, and its list."""

    protocol_version = "HTTP/1.1"
    kept: dict[str, bytes] = {}

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", headers.pop("Content_Length", str(len(body))))
        self.end_headers()
        self.wfile.write(body if self.command != "HEAD" else b"")

    def name(self):
        return unquote(urlsplit(self.path).path).removeprefix("/media-of-ours/")

    def do_PUT(self):
        self.kept[self.name()] = body_of(self)
        self.answer(200, ETag='"1"')

    def do_GET(self):
        if urlsplit(self.path).path.rstrip("/") == "/media-of-ours":
            inside = "".join(f"<Contents><Key>{name}</Key></Contents>" for name in sorted(self.kept))
            listed = f"<ListBucketResult><IsTruncated>false</IsTruncated>{inside}</ListBucketResult>"
            return self.answer(200, listed.encode())
        body = self.kept.get(self.name())
        if body is None:
            return self.answer(404)
        return self.answer(200, body, ETag='"1"', Last_Modified="Wed, 25 Nov 2026 09:00:00 GMT")

    do_HEAD = do_GET  # noqa: N815

    def do_DELETE(self):
        self.kept.pop(self.name(), None)
        self.answer(204)

    def log_message(self, format, *args):
        pass


def body_of(request):
    if request.headers.get("Transfer-Encoding") != "chunked" and "aws-chunked" not in str(request.headers):
        return request.rfile.read(int(request.headers["Content-Length"]))
    raw = b""
    while size := int(request.rfile.readline().split(b";")[0], 16):
        raw += request.rfile.read(size)
        request.rfile.readline()
    while request.rfile.readline().strip():
        pass
    return raw


@pytest.fixture
def bucket(monkeypatch):
    Objects.kept = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), Objects) as http:
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield Bucket(
            bucket_name="media-of-ours", endpoint_url=f"http://127.0.0.1:{http.server_port}",
            access_key="a", secret_key="b", region_name="eu-west-2", addressing_style="path",
            file_overwrite=False, default_acl=None,
        )  # fmt: skip
        http.shutdown()
        thread.join()


def test_a_picture_is_kept_in_the_bucket_and_shown_from_our_own_address(bucket, monkeypatch):
    name = bucket.save("images/a b.png", ContentFile(b"a picture"))

    monkeypatch.setattr(views, "default_storage", bucket)
    answer = views.media(RequestFactory().get("/"), name)

    assert Objects.kept == {"images/a b.png": b"a picture"}
    assert bucket.url(name) == "/media/images/a%20b.png"
    assert b"".join(answer.streaming_content) == b"a picture"
    assert answer["Content-Type"] == "image/png"
    for close in answer._resource_closers:  # what close() does, without the signal
        close()
    with pytest.raises(Http404):
        views.media(RequestFactory().get("/"), "images/none.png")
    with pytest.raises(Http404):
        views.media(RequestFactory().get("/"), "images/../../secret")


def test_a_second_file_of_a_name_gets_another(bucket):
    first, second = (bucket.save("a.txt", ContentFile(words)) for words in (b"1", b"2"))

    assert first != second
    assert sorted(every_file(bucket)) == sorted([first, second])
    bucket.delete(first)
    assert list(every_file(bucket)) == [second]
