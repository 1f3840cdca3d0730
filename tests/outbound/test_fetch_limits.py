"""The fetcher against a real server that is slow, huge, or breaks off."""

import gzip
import time
import tracemalloc
import zlib
from threading import Thread

import pytest
from answers import raw

from recalibrate.outbound import guarded_connections
from recalibrate.outbound.caller import HEAD_SECONDS
from recalibrate.outbound.errors import AddressRefused, FetchError, TimedOut, TooLarge
from recalibrate.outbound.fetch import MAX_ADDRESS, fetch
from recalibrate.outbound.guarded_connections import FetchPolicy
from recalibrate.outbound.response_body import MAX_BYTES
from recalibrate.outbound.types import FetchRequest


def test_a_slow_drip_ends_with_the_whole_time(server):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not server.is_over.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    server.answers["/"] = drip
    started = time.monotonic()

    with pytest.raises(TimedOut):
        fetch(server.request(), server.policy(seconds=0.5))

    assert time.monotonic() - started < 2


def test_a_drip_of_headers_ends_with_the_whole_time(server):
    def drip(handler):
        while not server.is_over.wait(0.05):
            handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            handler.wfile.flush()

    server.answers["/"] = drip

    with pytest.raises(TimedOut):
        fetch(server.request(), server.policy(seconds=0.5))


def thinks(server, seconds):
    def reply(handler):
        server.is_over.wait(seconds)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<rss>")

    return reply


def drips_its_head(server):
    def reply(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.is_over.wait(0.05):
            handler.wfile.write(b"A: b\r\n")
            handler.wfile.flush()

    return reply


@pytest.mark.parametrize("thinking", ["silent", "dripping"])
def test_a_server_that_thinks_is_given_up_before_the_whole_time_is_over(server, monkeypatch, thinking):
    """Ten seconds to the end of the head, in a test a tenth of one; the rest is for the document."""
    monkeypatch.setattr("recalibrate.outbound.caller.HEAD_SECONDS", 0.3)
    server.answers["/"] = thinks(server, 3) if thinking == "silent" else drips_its_head(server)
    started = time.monotonic()

    with pytest.raises(TimedOut):
        fetch(server.request(), server.policy(seconds=20))

    assert time.monotonic() - started < 2


def test_the_limits_are_those_that_were_promised():
    assert (HEAD_SECONDS, guarded_connections.TOTAL_SECONDS, MAX_ADDRESS) == (10, 20, 2_000)


def test_a_slow_document_may_take_longer_than_its_head(server, monkeypatch):
    monkeypatch.setattr("recalibrate.outbound.caller.HEAD_SECONDS", 0.2)

    def slow_body(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(5):
            handler.wfile.write(b"<rss>")
            server.is_over.wait(0.1)

    server.answers["/"] = slow_body

    assert fetch(server.request(), server.policy(seconds=20)).body == b"<rss>" * 5


@pytest.mark.parametrize("length", [2_001, 60_000])
def test_an_address_of_thousands_of_letters_is_never_followed(server, length):
    server.answers["/"] = raw(
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /" + b"a" * length + b"\r\n\r\n"
    )

    with pytest.raises(AddressRefused, match="longer than any feed"):
        fetch(server.request(), server.policy())


def test_a_server_that_says_nothing_ends_with_the_whole_time(server):
    server.answers["/"] = lambda handler: server.is_over.wait(5)

    with pytest.raises(TimedOut):
        fetch(server.request(), server.policy(seconds=0.3))


def test_a_resolver_that_hangs_ends_with_the_whole_time(monkeypatch):
    monkeypatch.setattr(
        guarded_connections.socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(1) or []
    )

    with pytest.raises(TimedOut):
        fetch(FetchRequest("http://slow.example/"), FetchPolicy("test", total_seconds=0.2))


def test_an_endless_document_is_given_up(server):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while not server.is_over.is_set():
            handler.wfile.write(b"x" * 65_536)

    server.answers["/"] = endless

    with pytest.raises(TooLarge):
        fetch(server.request(), server.policy())


def test_an_announced_giant_is_refused_unread(server, answer):
    server.answers["/"] = answer(b"", Content_Length=str(MAX_BYTES + 1))

    with pytest.raises(TooLarge):
        fetch(server.request(), server.policy())


def test_a_document_of_the_largest_size_is_taken(server, answer):
    server.answers["/"] = answer(b"x" * MAX_BYTES)

    assert len(fetch(server.request(), server.policy()).body) == MAX_BYTES


def test_a_gzip_bomb_costs_little_memory(server, answer):
    bomb = gzip.compress(b"\0" * 200_000_000, compresslevel=9)
    server.answers["/"] = answer(bomb, Content_Encoding="gzip")
    tracemalloc.start()

    with pytest.raises(TooLarge):
        fetch(server.request(), server.policy())

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(b"words " * 50_000), gzip.compress(b"words ") + gzip.compress(b"words " * 49_999),
     gzip.compress(b"words " * 50_000) + b"\0" * 100],
    ids=["one member", "two members", "padded"],
)  # fmt: skip
def test_gzip_is_unpacked(server, answer, packed):
    server.answers["/"] = answer(packed, Content_Encoding="gzip")

    assert fetch(server.request(), server.policy()).body == b"words " * 50_000


def deflated(text, wbits):
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(text) + packer.flush()


@pytest.mark.parametrize(
    ("said", "pack"),
    [
        ("gzip, gzip", lambda text: gzip.compress(gzip.compress(text))),
        ("gzip", lambda text: gzip.compress(gzip.compress(text))),
        ("", gzip.compress),
        ("identity", gzip.compress),
        ("deflate", lambda text: deflated(text, 15)),
        ("deflate", lambda text: deflated(text, -15)),
        ("deflate, gzip", lambda text: gzip.compress(deflated(text, 15))),
        ("gzip, deflate", lambda text: deflated(gzip.compress(text), -15)),
        ("utf-8", lambda text: text),
    ],
    ids=[
        "twice",
        "twice, said once",
        "unsaid",
        "denied",
        "zlib",
        "deflate",
        "both",
        "both the other way",
        "a charset",
    ],
)
def test_a_document_is_unpacked_however_it_was_packed(server, answer, said, pack):
    text = b"".join(b"words %d " % number for number in range(20_000))
    server.answers["/"] = answer(pack(text), Content_Encoding=said)

    assert fetch(server.request(), server.policy()).body == text


@pytest.mark.parametrize(
    ("said", "packed"),
    [
        ("deflate", deflated(b"words" * 9_000, 15)[:-9]),
        ("gzip, gzip", gzip.compress(gzip.compress(b"words" * 9_000)[:-9])),
        ("gzip, gzip, gzip", b""),
        ("br", b"words"),
    ],
    ids=["half a deflate", "half within", "three times", "brotli"],
)
def test_what_cannot_be_unpacked_whole_is_an_error(server, answer, said, packed):
    server.answers["/"] = answer(packed, Content_Encoding=said)

    with pytest.raises(FetchError):
        fetch(server.request(), server.policy())


@pytest.mark.parametrize(
    "reply",
    [
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"x" * 50),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n", b"x" * 50),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxx\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"words" * 9_000)[:-9]),
    ],
    ids=["length", "chunk", "chunks", "gzip"],
)
def test_a_document_that_breaks_off_is_never_taken_for_complete(server, reply):
    server.answers["/"] = reply

    with pytest.raises(FetchError, match="cut short"):
        fetch(server.request(), server.policy())


@pytest.mark.parametrize(
    "reply",
    [raw(b""), raw(b"no http at all\r\n\r\n"), raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"),
     raw(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n"),
     raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Encoding: gzip\r\n\r\nnope"),
     raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Encoding: br\r\n\r\nnope"),
     raw(b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n"),
     raw(b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\nContent-Length: 0\r\n\r\n")],
    ids=["nothing", "noise", "many headers", "long header", "no gzip", "brotli", "bad target", "odd target"],
)  # fmt: skip
def test_nonsense_is_an_error_in_words(server, reply):
    server.answers["/"] = reply

    with pytest.raises(FetchError) as caught:
        fetch(server.request(), server.policy())

    assert str(caught.value).endswith((".", "?"))
    assert "Error" not in str(caught.value)


def test_fetches_at_once_do_not_share_their_time(server, answer):
    """One hanging source delays no other."""
    server.answers["/slow"] = lambda handler: server.is_over.wait(5)
    server.answers["/"] = answer(b"x")

    def fetch_slow():
        with pytest.raises(TimedOut):
            fetch(server.request("/slow"), server.policy(seconds=1))

    slow = Thread(target=fetch_slow)
    slow.start()

    assert fetch(server.request(), server.policy()).body == b"x"

    assert slow.is_alive()
    slow.join()
