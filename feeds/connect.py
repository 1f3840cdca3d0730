"""Sockets that lead to the public internet only, and end in time.

The address is judged when the socket is made, from the one resolution that is then connected to, so neither
a redirect nor a name that resolves differently the second time leads into our own network.
"""

import ipaddress
import socket
import threading
import time
from dataclasses import dataclass
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from .pipeline.errors import AddressRefused, FetchError, TimedOut

CONNECT_SECONDS = 5
TOTAL_SECONDS = 20
OUT_OF_TIME = "The source took too long to answer."

# Python's own is_global is wrong for a dozen of these.
REFUSED_V4 = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    )
]  # fmt: skip
GLOBAL_V6 = ipaddress.ip_network("2000::/3")
REFUSED_V6 = [ipaddress.ip_network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


@dataclass(frozen=True, slots=True)
class Policy:
    """Who we say we are, and the few `host:port` pairs that may be reached although they are not public."""

    user_agent: str
    allowed: frozenset[str] = frozenset()
    total_seconds: float = TOTAL_SECONDS


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        return ip in GLOBAL_V6 and not any(ip in network for network in REFUSED_V6)
    return not any(ip in network for network in REFUSED_V4)


def resolve(host: str, port: int, allowed: frozenset[str]) -> list[tuple[Any, ...]]:
    """Every address of a host; raises AddressRefused unless all of them may be connected to."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"The name {host} cannot be found. Is the address spelled right?") from error
    if f"{host}:{port}" not in allowed and not all(is_public(str(entry[4][0])) for entry in found):
        raise AddressRefused(f"{host} leads into a network that feeds are never fetched from.")
    return found


class _Guarded:
    """Makes the socket itself, to an address that was judged; urllib3 resolves nothing."""

    policy: Policy
    deadline: "Deadline"
    host: str
    port: int
    timeout: Any
    socket_options: Any

    def _new_conn(self) -> socket.socket:
        last: OSError | None = None
        for family, kind, protocol, _name, address in resolve(self.host, self.port, self.policy.allowed):
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
        raise NewConnectionError(self, f"{last}")  # type: ignore[arg-type]


class _Plain(_Guarded, HTTPConnection):
    pass


class _Secure(_Guarded, HTTPSConnection):
    pass


class Deadline:
    """Ends everything at one moment: a time-out per read does not stop a slow drip."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()
        self.has_passed = False

    def left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise TimedOut(OUT_OF_TIME)
        return left

    def guard(self, made: socket.socket) -> None:
        self._sockets.append(made.dup())

    def _cut(self) -> None:
        self.has_passed = True
        for guarded in self._sockets:
            try:
                guarded.shutdown(socket.SHUT_RDWR)
            except OSError:  # the other side was quicker
                continue

    def close(self) -> None:
        self._timer.cancel()
        for guarded in self._sockets:
            guarded.close()


class GuardedAdapter(HTTPAdapter):
    def __init__(self, policy: Policy, deadline: Deadline) -> None:
        self._ours = {"policy": policy, "deadline": deadline}
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        plain = type("Plain", (_Plain,), self._ours)
        secure = type("Secure", (_Secure,), self._ours)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
