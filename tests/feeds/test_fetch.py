"""The fetcher against a real server on this machine, which misbehaves as it is told."""

import gzip
import socket
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Thread

import pytest

from feeds import connect
from feeds.connect import Policy
from feeds.fetch import MAX_BYTES, fetch
from feeds.pipeline.errors import AddressRefused, AskedToWait, FetchError, Gone, TimedOut, TooLarge
from feeds.pipeline.types import FetchRequest, NotModified

STRANGER = Policy(user_agent="Recalibrate/test", total_seconds=3)


def raw(*parts: bytes):
    """An answer byte for byte; the connection is closed behind it."""

    def reply(handler):
        for part in parts:
            handler.wfile.write(part)
        handler.close_connection = True

    return reply


def test_a_document_arrives_as_it_was_sent(server, answer):
    server.answers["/"] = answer(
        b"<rss/>", Content_Type="application/rss+xml", ETag='W/"a b"', Last_Modified="yesterday"
    )

    fetched = fetch(server.request(), server.policy())

    assert (fetched.body, fetched.content_type) == (b"<rss/>", "application/rss+xml")
    assert (fetched.etag, fetched.last_modified) == ('W/"a b"', "yesterday")
    assert (fetched.url, fetched.moved_to) == (server.request().url, "")


def test_we_say_who_we_are_and_nothing_else(server, answer, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.answers["/"] = answer(status=302, Location="/next", Set_Cookie="a=b")
    server.answers["/next"] = answer(b"x")

    fetch(server.request(), server.policy())

    for asked in server.asked:
        assert set(asked.headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert asked.headers["user-agent"] == "Recalibrate/test"
        assert asked.headers["accept-encoding"] == "gzip"


def test_validators_go_back_verbatim_and_304_means_unchanged(server, answer):
    server.answers["/"] = answer(status=304, Cache_Control="public, max-age=7200")

    unchanged = fetch(server.request(etag='W/"a b"', last_modified="yesterday"), server.policy())

    assert unchanged == NotModified(fresh_for=timedelta(hours=2))
    assert server.asked[0].headers["if-none-match"] == 'W/"a b"'
    assert server.asked[0].headers["if-modified-since"] == "yesterday"


def test_nothing_changed_is_no_answer_to_somebody_who_has_nothing(server, answer):
    server.answers["/"] = answer(status=304)

    with pytest.raises(FetchError, match="nothing has changed"):
        fetch(server.request(), server.policy())


@pytest.mark.parametrize("headers", [{"Expires": "0"}, {"ETag": "x" * 2_000, "Last_Modified": "y" * 300}])
def test_validators_that_are_worth_nothing_are_not_kept(server, answer, headers):
    server.answers["/"] = answer(b"x", **{"ETag": '"a"', "Last_Modified": "b", **headers})

    fetched = fetch(server.request(), server.policy())

    assert (fetched.etag, fetched.last_modified) == ("", "")


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


def test_a_server_that_says_nothing_ends_with_the_whole_time(server):
    server.answers["/"] = lambda handler: server.is_over.wait(5)

    with pytest.raises(TimedOut):
        fetch(server.request(), server.policy(seconds=0.3))


def test_a_resolver_that_hangs_ends_with_the_whole_time(monkeypatch):
    monkeypatch.setattr(connect.socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(1) or [])

    with pytest.raises(TimedOut):
        fetch(FetchRequest("http://slow.example/"), Policy("test", total_seconds=0.2))


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


def test_redirects_are_followed_five_times(server, answer):
    for number in range(6):
        server.answers[f"/{number}"] = answer(status=302, Location=f"/{number + 1}")
    server.answers["/6"] = answer(b"found")

    assert fetch(server.request("/1"), server.policy()).body == b"found"
    with pytest.raises(FetchError, match="more than 5 times"):
        fetch(server.request("/0"), server.policy())


def test_a_redirect_in_circles_ends(server, answer):
    server.answers["/"] = answer(status=301, Location="/")

    with pytest.raises(FetchError, match="more than 5 times"):
        fetch(server.request(), server.policy())


def test_a_redirects_own_body_is_not_read(server):
    def endless(handler):
        handler.send_response(302)
        handler.send_header("Location", "/next")
        handler.end_headers()
        while not server.is_over.is_set():
            handler.wfile.write(b"x" * 65_536)

    server.answers["/"] = endless
    server.answers["/next"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")

    assert fetch(server.request(), server.policy()).body == b"x"


@pytest.mark.parametrize(("statuses", "is_move"), [((301, 308), True), ((301, 302), False), ((307,), False)])
def test_only_a_chain_of_permanent_redirects_is_a_move(server, answer, statuses, is_move):
    for number, status in enumerate(statuses):
        server.answers[f"/{number}"] = answer(status=status, Location=f"/{number + 1}")
    server.answers[f"/{len(statuses)}"] = answer(b"x")

    fetched = fetch(server.request("/0"), server.policy())

    assert fetched.url.endswith(f"/{len(statuses)}")
    assert fetched.moved_to == (fetched.url if is_move else "")


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://localhost:8080/", "http://169.254.169.254/latest/meta-data", "http://[::1]/",
     "http://[::ffff:127.0.0.1]/", "http://0x7f.1/", "http://2130706433/", "http://①②⑦.0.0.1/", "http://0/",
     "http://127.0.0.1:22/", "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://a.example/", "http://u:p@a.example/",
     "http://@a.example/"],
)  # fmt: skip
def test_neither_an_address_nor_a_redirect_leads_into_our_own_network(server, answer, target):
    server.answers["/"] = answer(status=302, Location=target.encode("utf-8").decode("latin-1"))

    with pytest.raises(FetchError):
        fetch(FetchRequest(target), STRANGER)
    with pytest.raises(FetchError):
        fetch(server.request(), server.policy())

    assert len(server.asked) == 1


def test_the_server_of_these_tests_itself_is_refused_without_permission(server, answer):
    server.answers["/"] = answer(b"x")

    with pytest.raises(AddressRefused):
        fetch(server.request(), STRANGER)

    assert server.asked == []


def test_a_name_is_resolved_once_so_it_cannot_change_its_mind(monkeypatch):
    answers = iter(["1.1.1.1", "127.0.0.1"])
    asked = []

    def resolver(host, port, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    connected = []

    def refused(self, address):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(connect.socket, "getaddrinfo", resolver)
    monkeypatch.setattr(connect.socket.socket, "connect", refused)

    with pytest.raises(FetchError, match="does not answer"):
        fetch(FetchRequest("http://rebinding.example/"), STRANGER)

    assert (asked, connected) == (["rebinding.example"], [("1.1.1.1", 80)])


def test_a_name_that_does_not_exist_says_so():
    with pytest.raises(FetchError, match="cannot be found"):
        fetch(FetchRequest("http://does-not-exist.invalid/"), STRANGER)


def test_a_certificate_that_cannot_be_checked_is_an_error(server):
    """The test's server speaks no TLS, so there is nobody whom we could believe."""
    request = FetchRequest(f"https://{server.host}/")

    with pytest.raises(FetchError):
        fetch(request, server.policy())


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (404, FetchError, "nothing at this address"),
        (410, Gone, "gone for good"),
        (403, FetchError, "refuses us"),
        (401, FetchError, "refuses us"),
        (500, FetchError, "trouble of its own"),
        (206, FetchError, "no document"),
        (429, AskedToWait, "less often"),
        (503, AskedToWait, "not available"),
    ],
)
def test_every_refusal_is_told_in_words(server, answer, status, kind, words):
    server.answers["/"] = answer(status=status)

    with pytest.raises(kind, match=words):
        fetch(server.request(), server.policy())


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_may_be_given_in_seconds_or_as_a_date_or_not_at_all(server, answer, status):
    in_two_hours = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    waits = []
    for value in ("120", in_two_hours, "soon", ""):
        server.answers["/"] = answer(status=status, Retry_After=value)
        with pytest.raises(AskedToWait) as caught:
            fetch(server.request(), server.policy())
        waits.append(caught.value.retry_after)

    assert waits[0] == timedelta(minutes=2)
    assert timedelta(minutes=119) < waits[1] <= timedelta(hours=2)
    assert waits[2:] == [None, None]


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
