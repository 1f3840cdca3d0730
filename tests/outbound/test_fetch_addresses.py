"""The fetcher never leads into our own network, whatever an address, a redirect or a resolver says."""

import socket

import pytest

from recalibrate.outbound import guarded_connections
from recalibrate.outbound.errors import AddressRefused, FetchError
from recalibrate.outbound.fetch import fetch
from recalibrate.outbound.guarded_connections import FetchPolicy
from recalibrate.outbound.types import FetchRequest

STRANGER = FetchPolicy(user_agent="Recalibrate/test", total_seconds=3)


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

    monkeypatch.setattr(guarded_connections.socket, "getaddrinfo", resolver)
    monkeypatch.setattr(guarded_connections.socket.socket, "connect", refused)

    with pytest.raises(FetchError, match="does not answer"):
        fetch(FetchRequest("http://rebinding.example/"), STRANGER)

    assert (asked, connected) == (["rebinding.example"], [("1.1.1.1", 80)])


def test_a_name_that_does_not_exist_says_so():
    with pytest.raises(FetchError, match="cannot be found"):
        fetch(FetchRequest("http://does-not-exist.invalid/"), STRANGER)
