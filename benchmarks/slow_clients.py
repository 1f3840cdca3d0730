"""A thousand slow clients at once, and whether ordinary readers are still served.

    python -m benchmarks.slow_clients [clients] [seconds]

The sample site as `manage.py start` runs it, first behind deploy/nginx.conf, then bare. Three kinds of
client, one after the other: those that send a request's headers a byte at a time, those that ask for
something large and hardly read it, and those that send a form a byte at a time. Meanwhile one reader asks for
a page that is known, one for a page that is made anew. Loopback only; the clients have twenty addresses.
Needs Debian's `nginx-light`. Exits non-zero if a reader behind nginx got anything but 200.
"""

import resource
import selectors
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.proxy_here import write_config
from benchmarks.serving import free_port, wait_for
from benchmarks.started_site import Reader, asking, started

ADDRESSES = 20
KNOWN, MADE = "/", "/search/?q=sleep"
HEADERS = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 4_000
FORM = b"POST /by-email/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n"
FORM += b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + b"a" * 4_000
LARGE = b"GET /static/css/site.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 8
# Forms come last: bare, the server does not get over them for a while.
KINDS = {"headers a byte at a time": HEADERS, "hardly reading": LARGE, "a form a byte at a time": FORM}


def main(clients: int, seconds: int) -> int:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4 * clients + 1_000), hard))
    with TemporaryDirectory() as name, started(Path(name), RECALIBRATE_RATE_LIMITS="0") as port:
        print("behind deploy/nginx.conf", flush=True)
        with nginx(Path(name), port) as front:
            told = [crowd(kind, front, clients, seconds, tls=True) for kind in KINDS]
        print("granian alone", flush=True)
        for kind in KINDS:
            crowd(kind, port, clients, seconds, tls=False)
    return int(not all(told))


def crowd(kind: str, port: int, clients: int, seconds: int, *, tls: bool) -> bool:
    """Whether every reader was answered 200 while the clients were there."""
    slow = [one for number in range(clients) if (one := connect(port, number))]
    print(f"  {len(slow)} clients, {kind}")
    readers = [Reader(port, path, tls=tls) for path in (KNOWN, MADE)]
    with asking(readers):
        left = dawdle(slow, KINDS[kind], seconds, tls=tls)
    print(f"    {left} of {len(slow)} were still connected at the end")
    return all(set(reader.statuses) == {200} for reader in readers)


def connect(port: int, number: int) -> socket.socket | None:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    client.settimeout(5)
    try:
        client.bind((f"127.0.2.{number % ADDRESSES + 1}", 0))
        client.connect(("127.0.0.1", port))
    except OSError:
        client.close()
        return None
    return client


def dawdle(slow: list[socket.socket], words: bytes, seconds: int, *, tls: bool) -> int:
    """All send what they must, then a byte a second; how many the server had not thrown out in the end."""
    until = time.monotonic() + seconds
    end = words.find(b"X-Slow") if words is HEADERS else words.find(b"\r\n\r\n") + 4
    at_once = len(words) if words is LARGE else end
    alive = [one for one in (begin(client, words[:at_once], tls=tls) for client in slow) if one]
    sent = at_once
    while time.monotonic() < until:
        time.sleep(1)
        byte, sent = words[sent : sent + 1], sent + 1
        alive = [client for client in alive if goes_on(client, byte)]
    count = len(alive)
    for client in slow + alive:
        client.close()
    return count


def begin(client: socket.socket, words: bytes, *, tls: bool) -> socket.socket | None:
    """The client after its first words. Behind nginx it must first agree on keys."""
    try:
        if tls:
            context = ssl._create_unverified_context()  # noqa: S323  # a certificate of our own
            client = context.wrap_socket(client)
        client.sendall(words)
    except OSError:
        return None
    client.setblocking(False)
    return client


def goes_on(client: socket.socket, byte: bytes) -> bool:
    """One byte sent, or one read; False once the server has closed."""
    try:
        if byte:
            client.send(byte)
        with selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ)
            if selector.select(0) and client.recv(1) == b"":
                return False
    except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return True
    except OSError:
        return False
    return True


@contextmanager
def nginx(folder: Path, port: int) -> Iterator[int]:
    """The proxy as it is deployed, but for paths and ports."""
    front = free_port()
    path = write_config(folder, front, port)
    process = subprocess.Popen(
        ["nginx", "-c", str(path), "-g", "daemon off; user root;"], stderr=subprocess.DEVNULL
    )
    try:
        wait_for(front)
        yield front
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [1_000, 8][len(numbers) :])))
