"""Sockets that lead to the public internet only, and end in time.

The address is judged when the socket is made, from the one resolution that is then connected to, so neither
a redirect nor a name that resolves differently the second time leads into our own network.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from recalibrate.translation import gettext, gettext_noop

from . import side_threads
from .errors import AddressRefused, FetchError, PrivateNetwork, TimedOut

CONNECT_SECONDS = 5  # for each address of a host, so that one that is dead leaves time for the next
TOTAL_SECONDS = 20  # redirects and body included: a host that hangs holds a place no longer (decision 0012)
# A feed on another port is next to unknown; a database, a mail server or a proxy there is not.
PORTS = frozenset([80, 443, 8080, 8443])
OUT_OF_TIME = gettext_noop("The source took too long to answer.")

# Python's own is_global is wrong for a dozen of these.
REFUSED_V4 = [
    ipaddress.ip_network(network)
    for network in (
        # IANA's registry for special purposes (RFC 6890): private (RFC 1918), carrier's (6598), link-local with the
        # clouds' metadata …
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        # … documentation (5737), 6to4 relays (7526), benchmarks (2544) …
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        # … multicast, reserved, and 168.63.129.16, by which Azure's machines talk to their host.
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
    )
]
# All that IANA has given out for the internet; the rest of IPv6 is unassigned, or some network's own.
GLOBAL_V6 = ipaddress.ip_network("2000::/3")
# Within it: Teredo and other protocols (2001::/23), documentation (RFC 3849, 9637), and 6to4, whose addresses
# hold one of IPv4.
REFUSED_V6 = [ipaddress.ip_network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]

AddressInfo = tuple[Any, ...]  # what getaddrinfo gives: family, kind, protocol, name, address


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Who we say we are, and the few `host:port` pairs that may be reached although they are not public."""

    user_agent: str
    allowed: frozenset[str] = frozenset()
    total_seconds: float = TOTAL_SECONDS


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        # ::ffff:10.0.0.1 leads to 10.0.0.1 (RFC 4291, 2.5.5.2).
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        return ip in GLOBAL_V6 and not any(ip in network for network in REFUSED_V6)
    return not any(ip in network for network in REFUSED_V4)


def reject_private(host: str, port: int, found: list[AddressInfo], allowed: frozenset[str]) -> None:
    """Raises AddressRefused unless the port and every address of the host may be connected to."""
    if f"{host}:{port}" in allowed:
        return
    if port not in PORTS:
        raise AddressRefused(gettext("Port {port} is none that feeds are fetched from.").format(port=port))
    if not all(is_public(str(entry[4][0])) for entry in found):
        raise PrivateNetwork(
            gettext("{host} leads into a network that feeds are never fetched from.").format(host=host)
        )


def addresses_of(host: str, port: int) -> list[str]:
    """Every address that a name leads to, as the fetcher would see them; raises FetchError."""
    deadline = FetchDeadline(CONNECT_SECONDS)
    try:
        return list(dict.fromkeys(str(entry[4][0]) for entry in deadline.resolve(host, port)))
    finally:
        deadline.close()


class FetchDeadline:
    """Ends everything at one moment: a time-out per read does not stop a slow drip."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._ends_at = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._alarm = side_threads.alarms.set(self._ends_at, self._cut)

    def left(self) -> float:
        """The seconds that are left; raises TimedOut when there are none."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise TimedOut(gettext(OUT_OF_TIME))
        return left

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """What is done in here ends everything if it takes longer than so many seconds."""
        alarm = side_threads.alarms.set(time.monotonic() + seconds, self._cut)
        try:
            yield
        finally:
            side_threads.alarms.cancel(alarm)

    def guard(self, made: socket.socket) -> None:
        """Shut this socket when the time is over. A duplicate is kept, since TLS takes the socket over."""
        self._sockets.append(made.dup())

    def resolve(self, host: str, port: int) -> list[AddressInfo]:
        """Every address of a host. The system's resolver knows no time-out, so it runs beside us."""
        found: list[AddressInfo] = []
        trouble: list[Exception] = []
        is_done = threading.Event()

        def ask() -> None:
            try:
                found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                trouble.append(error)
            is_done.set()

        side_threads.helpers.begin(ask)
        is_in_time = is_done.wait(self.left())
        if trouble:
            words = gettext("The name {host} cannot be found. Is the address spelled right?").format(
                host=host
            )
            raise FetchError(words) from trouble[0]
        if not is_in_time or not found:
            raise TimedOut(gettext(OUT_OF_TIME))
        return found

    def _cut(self) -> None:
        self.has_passed = True
        for guarded in self._sockets:
            with suppress(OSError):  # the other side was quicker
                guarded.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        side_threads.alarms.cancel(self._alarm)
        for guarded in self._sockets:
            guarded.close()


class _GuardedConnection:
    """Makes the socket itself, to an address that was judged; urllib3 resolves nothing."""

    policy: FetchPolicy
    deadline: FetchDeadline
    host: str
    port: int

    def _new_conn(self) -> socket.socket:
        found = self.deadline.resolve(self.host, self.port)
        reject_private(self.host, self.port, found, self.policy.allowed)
        last: OSError | None = None
        for family, kind, protocol, _name, address in found:
            made = socket.socket(family, kind, protocol)
            made.settimeout(min(CONNECT_SECONDS, self.deadline.left()))
            try:
                made.connect(address)
            except OSError as error:
                made.close()
                last = error
                continue
            self.deadline.guard(made)
            return made
        raise last or OSError(gettext("{host} leads nowhere.").format(host=self.host))


class _Plain(_GuardedConnection, HTTPConnection):
    pass


class _Secure(_GuardedConnection, HTTPSConnection):
    pass


def guarded_connection(
    scheme: str, host: str, port: int | None, policy: FetchPolicy, deadline: FetchDeadline
) -> _Plain | _Secure:
    """A connection that is made when something is sent, and shut when the deadline has passed."""
    connection = _Secure(host, port, ssl_context=trusted()) if scheme == "https" else _Plain(host, port)
    connection.policy, connection.deadline = policy, deadline
    return connection


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """Whose certificates we believe. Read once: it takes ten times as long as all else about a request."""
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.load_verify_locations(certifi.where())
    return context
