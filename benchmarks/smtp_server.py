"""A mail server on loopback that behaves as badly as it is told, and remembers what it took."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer

Say = str | None  # an answer; None: hang up without one


@dataclass
class MailServer:
    """`sender`, `recipient` and `body` answer MAIL, RCPT and the final dot; `per_connection` ends in 421."""

    port: int = 0
    greeting: Say = "220 here"
    sender: Callable[[str], Say] = lambda address: "250 2.1.0 yes"
    recipient: Callable[[str], Say] = lambda address: "250 2.1.5 yes"
    body: Callable[[str], Say] = lambda address: "250 2.0.0 taken"
    per_connection: int = 1_000_000
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.taken]

    def read(self, number: int) -> EmailMessage:
        return message_from_bytes(self.taken[number][1], policy=policy.default)  # type: ignore[return-value]


class _HangUp(Exception):
    pass


class _Session(StreamRequestHandler):
    server: "_Listener"

    def handle(self) -> None:
        here = self.server.about
        here.connections += 1
        with suppress(OSError, _HangUp):
            self.say(here.greeting)
            self.converse(here)

    def converse(self, here: MailServer) -> None:
        recipient, begun = "", 0
        while line := self.rfile.readline().decode().strip():
            word, _, rest = line.partition(" ")
            address = rest.partition("<")[2].partition(">")[0]
            here.asked[word.upper()] += 1
            match word.upper():
                case "MAIL":
                    begun += 1
                    self.say("421 4.7.0 too many" if begun > here.per_connection else here.sender(address))
                    if begun > here.per_connection:
                        return
                case "RCPT":
                    recipient = address
                    self.say(here.recipient(address))
                case "DATA":
                    self.say("354 go on")
                    whole = self.read_body()
                    answer = here.body(recipient)
                    if answer is None or answer.startswith("2"):
                        here.taken.append((recipient, whole))
                    self.say(answer)
                case "QUIT":
                    self.say("221 bye")
                    return
                case "EHLO":
                    self.say("250 here")
                case _:
                    self.say("250 yes")

    def read_body(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _HangUp
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def say(self, words: Say) -> None:
        if words is None:
            raise _HangUp
        self.wfile.write(f"{words}\r\n".encode())


class _Listener(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, about: MailServer) -> None:
        self.about = about
        super().__init__(("127.0.0.1", about.port), _Session)


@contextmanager
def serving(about: MailServer | None = None) -> Iterator[MailServer]:
    """Listens until the end of the block, on a free port unless `about` names one."""
    here = about or MailServer()
    with _Listener(here) as listener:
        here.port = listener.server_address[1]
        threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield here
        listener.shutdown()


@dataclass
class Silence:
    """A listener that accepts every connection and never says a word."""

    port: int
    accepted: list[socket.socket]


@contextmanager
def silence(port: int = 0) -> Iterator[Silence]:
    kept: list[socket.socket] = []
    listener = socket.create_server(("127.0.0.1", port), backlog=50)

    def accept() -> None:
        with suppress(OSError):
            while True:
                kept.append(listener.accept()[0])

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield Silence(listener.getsockname()[1], kept)
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for each in kept:
            each.close()


@contextmanager
def dripping() -> Iterator[int]:
    """The port of a listener that begins an answer and goes on with it, a byte at a time, for ever."""

    class Drip(StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                while True:
                    self.wfile.write(b"2")
                    time.sleep(0.05)

    with ThreadingTCPServer(("127.0.0.1", 0), Drip) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
