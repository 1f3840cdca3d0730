"""Every way to misbehave at once, through a whole refresh: each costs its own source only."""

import gzip
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from answers import raw
from hostile_documents import HOSTILE

from feeds.models import Item, Source
from feeds.pipeline.types import RefreshOutcome
from feeds.refreshing.refresh import refresh_due
from feeds.sandbox import pool
from recalibrate.outbound.fetch import fetch
from recalibrate.outbound.response_body import MAX_BYTES
from recalibrate.outbound.site_policy import policy

SECONDS = 3  # for one fetch, instead of twenty
MOST_GROWTH = 50  # MB


def drips(piece, *first):
    """Sends a little at a time for as long as someone listens."""

    def reply(handler):
        for part in first:
            handler.wfile.write(part)
        while not handler.server.is_over.wait(0.05):
            handler.wfile.write(piece)
            handler.wfile.flush()

    return reply


def pours(*first, piece=b"x" * 65_536):
    def reply(handler):
        for part in first:
            handler.wfile.write(part)
        while not handler.server.is_over.is_set():
            handler.wfile.write(piece)

    return reply


def says(body, *headers, status="200 OK"):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return raw("\r\n".join(lines).encode(), body)


OK = b"HTTP/1.1 200 OK\r\n"
HANGING = {
    "a slow drip": drips(b" ", OK + b"\r\n"),
    "a drip of headers": drips(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": lambda handler: handler.server.is_over.wait(60),
    "a drip of gzip": drips(gzip.compress(b"")[:10], OK + b"Content-Encoding: gzip\r\n\r\n"),
}
REFUSING = {
    "nothing there": says(b"", status="404 Not Found"),
    "gone": says(b"", status="410 Gone"),
    "too many": says(b"", "Retry-After: 60", status="429 Too Many"),
    "busy": says(b"", "Retry-After: soon", status="503 Busy"),
    "a browser check": says(b"<title>Just a moment...</title>", status="403 Forbidden"),
    "a browser check that says busy": says(b"<title>Just a moment...</title>", status="503 Busy"),
    "a redirect in circles": says(b"", "Location: /", status="301 Moved"),
    "a redirect to ourselves": says(b"", "Location: http://127.0.0.1:22/", status="302 Found"),
    "a redirect to a cloud's secrets": says(b"", "Location: http://169.254.169.254/", status="302 Found"),
    "a redirect to a file": says(b"", "Location: file:///etc/passwd", status="302 Found"),
    "a redirect to an address without end": says(b"", "Location: /" + "a" * 60_000, status="302 Found"),
    "unchanged, unasked": raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
}
HUGE = {
    "without end": pours(OK + b"\r\n"),
    "an announced giant": raw(OK + f"Content-Length: {MAX_BYTES + 1}\r\n\r\n".encode()),
    "a bomb": says(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip"),
    "a redirect that pours": pours(b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n"),
    "a header without end": pours(OK + b"A: "),
    "headers without end": pours(OK, piece=b"A: b\r\n" * 9_000),
}
BROKEN = {
    "noise": raw(b"\x00\xff no http at all\r\n\r\n"),
    "hanging up": raw(b""),
    "cut short": raw(OK + b"Content-Length: 99\r\n\r\n<rss>"),
    "cut in a chunk": raw(OK + b"Transfer-Encoding: chunked\r\n\r\n64\r\n<rss"),
    "half a gzip": raw(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"<rss>" * 9_000)[:-9]),
    "no gzip": says(b"nope", "Content-Encoding: gzip"),
    "brotli, unasked": says(b"nope", "Content-Encoding: br"),
    "a path of ours": says(b"/etc/passwd"),
    "nothing": says(b""),
    "a web page": says(b"<!doctype html><html><body>Hello</body></html>", "Content-Type: text/xml"),
    "other JSON": says(b'{"ok": true}', "Content-Type: application/json"),
}
DOCUMENTS = {
    name: says(HOSTILE[name], "Content-Type: application/xml")
    for name in ("endless-xml-declaration", "unquoted-attributes", "deep-elements", "doctypes", "json-depth")
}
MISBEHAVING = {**HANGING, **REFUSING, **HUGE, **BROKEN, **DOCUMENTS}


@contextmanager
def hosts(replies):
    """A server on which every reply has an address of its own; gives `host:port` for each."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with suppress(OSError):  # the other side hung up, as it should
                by_host[self.connection.getsockname()[0]](self)
            self.close_connection = True

        def log_message(self, format, *args):
            pass

    by_host = {f"127.2.0.{number}": reply for number, reply in enumerate(replies.values(), start=1)}
    with ThreadingHTTPServer(("0.0.0.0", 0), Handler) as http:  # noqa: S104  # all of 127/8
        http.daemon_threads, http.is_over = True, Event()
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield {name: f"{ip}:{http.server_port}" for name, ip in zip(replies, by_host, strict=True)}
        http.is_over.set()
        http.shutdown()
        thread.join()


def reset_peak(pid="self"):
    with suppress(OSError):  # where it cannot be reset, an older peak only makes the growth look smaller
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak(pid="self"):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@pytest.fixture
def refreshed(db, rss, now, settings):
    """How each source of a crowd went, when, and what it cost: three that behave, among all that do not."""
    good = says(rss(3), "Content-Type: application/rss+xml")
    replies = {**HANGING, "good 1": good, **REFUSING, **HUGE, "good 2": good, **BROKEN, **DOCUMENTS}
    replies["good 3"] = good
    with hosts(replies) as addresses:
        settings.FEEDS_ALLOWED_ADDRESSES = list(addresses.values())
        for number, (name, host) in enumerate(addresses.items()):
            given = {"name": name, "slug": f"s-{number}", "site_url": f"http://{host}/", "next_check_at": now}
            Source.objects.create(feed_url=f"http://{host}/", **given)
        impatient = replace(policy(), total_seconds=SECONDS)
        pool.warm_up()
        watched = ["self", *pool.pids()]
        for pid in watched:
            reset_peak(pid)
        before, started = [peak(pid) for pid in watched], time.monotonic()
        seen = {
            source.name: (outcome, time.monotonic() - started)
            for source, outcome in refresh_due(now, fetch=lambda request: fetch(request, impatient))
        }
        grown = [peak(pid) - was for pid, was in zip(watched, before, strict=True)]
    return seen, grown


def test_none_takes_a_worker_down_outlasts_its_time_or_keeps_another_source_waiting(refreshed):
    seen, grown = refreshed

    assert seen.keys() == {*MISBEHAVING, "good 1", "good 2", "good 3"}
    for name in MISBEHAVING:
        outcome, _ = seen[name]
        assert isinstance(outcome, RefreshOutcome), (name, outcome)
        assert outcome.trouble, name
    for name in ("good 1", "good 2", "good 3"):
        outcome, after = seen[name]
        assert outcome == RefreshOutcome(new=3)
        assert after < SECONDS, f"{name} waited for those that hang"
    assert max(after for _, after in seen.values()) < SECONDS + 3
    assert max(grown) < MOST_GROWTH, grown
    assert Item.objects.count() == 9
    failing = Source.objects.filter(error_streak=1, leased_until=None).exclude(last_error="")
    assert failing.count() == len(MISBEHAVING)
