"""A small HTTP server for a folder of feed documents, on this machine only, for as long as it is needed."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

MEDIA_TYPES = {
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/feed+json",
}


class Handler(BaseHTTPRequestHandler):
    folder: Path
    asked: Counter[str]

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        self.asked[name] += 1
        if name == "moved":
            self.answer(301, {"Location": "/moved.rss"})
        elif name == "broken.rss" and self.asked[name] > 1:
            self.answer(500, {})
        else:
            self.answer_document(self.folder / name)

    def answer_document(self, path: Path) -> None:
        if path.parent != self.folder or not path.is_file():
            return self.answer(404, {})
        body = path.read_bytes()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            return self.answer(304, {"ETag": etag})
        media_type = MEDIA_TYPES.get(path.suffix, "application/xml")
        return self.answer(200, {"Content-Type": media_type, "ETag": etag}, body)

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the fetching side says how it went."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the documents in `folder` on 127.0.0.1; gives `host:port`."""
    handler = type("FolderHandler", (Handler,), {"folder": folder, "asked": Counter()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
