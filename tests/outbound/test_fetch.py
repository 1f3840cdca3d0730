"""The fetcher against a real server on this machine: documents, redirects, refusals."""

import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import certifi
import pytest
from answers import raw

from recalibrate.outbound.errors import AskedToWait, FetchError, Gone, Refused
from recalibrate.outbound.fetch import fetch
from recalibrate.outbound.guarded_connections import FetchPolicy, trusted
from recalibrate.outbound.types import FetchRequest, NotModified


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


def test_nothing_changed_is_no_answer_to_someone_who_has_nothing(server, answer):
    server.answers["/"] = answer(status=304)

    with pytest.raises(FetchError, match="nothing has changed"):
        fetch(server.request(), server.policy())


@pytest.mark.parametrize("headers", [{"Expires": "0"}, {"ETag": "x" * 2_000, "Last_Modified": "y" * 300}])
def test_validators_that_are_worth_nothing_are_not_kept(server, answer, headers):
    server.answers["/"] = answer(b"x", **{"ETag": '"a"', "Last_Modified": "b", **headers})

    fetched = fetch(server.request(), server.policy())

    assert (fetched.etag, fetched.last_modified) == ("", "")


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


def test_a_certificate_that_cannot_be_checked_is_an_error(server):
    """The test's server speaks no TLS, so there is no certificate that we could believe."""
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
        (500, FetchError, "has a problem"),
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


CHALLENGE = b"<html><title>Just a moment...</title></html>"


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (403, {}, Refused),
        (503, {}, Refused),
        (503, {"Retry_After": "120"}, AskedToWait),
        (429, {"cf_mitigated": "challenge"}, AskedToWait),
    ],
)
def test_a_browser_check_is_named_whatever_status_it_comes_with(server, answer, status, headers, kind):
    server.answers["/"] = answer(CHALLENGE, status=status, **headers)

    with pytest.raises(FetchError, match=f"{status}: the site asks for a browser check") as caught:
        fetch(server.request(), server.policy())

    assert type(caught.value) is kind


def test_the_trusted_certificates_are_read_once_and_always_asked_for():
    context = trusted()

    assert context is trusted()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.cert_store_stats()["x509_ca"] > 50


@pytest.fixture
def secured(server, tmp_path, monkeypatch):
    """The test's server behind TLS of its own making: the certificate that would have to be believed."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=ours",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    monkeypatch.setattr(certifi, "where", lambda: str(certificate))
    trusted.cache_clear()
    yield FetchRequest(f"https://{server.host}/")
    trusted.cache_clear()


def test_a_page_is_read_by_tls_where_its_certificate_is_one_that_we_believe(server, answer, secured):
    server.answers["/"] = answer(b"<rss/>")

    assert fetch(secured, server.policy()).body == b"<rss/>"


def test_a_certificate_of_another_name_is_not_believed(server, answer, secured):
    server.answers["/"] = answer(b"<rss/>")
    elsewhere = f"localhost:{server.http.server_port}"

    with pytest.raises(FetchError, match="certificate is not valid"):
        fetch(FetchRequest(f"https://{elsewhere}/"), FetchPolicy("test", allowed=frozenset([elsewhere])))


def test_a_certificate_that_nobody_vouches_for_is_not_believed(server, answer, secured, monkeypatch):
    server.answers["/"] = answer(b"<rss/>")
    monkeypatch.undo()
    trusted.cache_clear()

    with pytest.raises(FetchError, match="certificate is not valid"):
        fetch(secured, server.policy())

    assert server.asked == []
