"""A connection to a site on this machine that can be cut or left hanging, like the signal in a basement."""

import socket
import threading
from contextlib import suppress
from typing import Literal

State = Literal["up", "cut", "hanging"]


class Line:
    """Listens on `port` and passes everything on to `target`, as long as it is up."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.state: State = "up"
        self.open: list[socket.socket] = []
        self.is_free = threading.Event()  # else answers wait
        self.is_free.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self.accept, daemon=True).start()

    def become(self, state: State, *, target: int | None = None) -> None:
        """From now on; connections that are open end, so that nothing goes on over an old one."""
        self.state, self.target = state, target or self.target
        while self.open:
            self.end(self.open.pop())

    def close(self) -> None:
        self.become("cut")
        self.end(self.listener)

    def accept(self) -> None:
        while True:
            try:
                caller, _ = self.listener.accept()
            except OSError:
                return
            if self.state == "cut":
                self.end(caller)
                continue
            self.open.append(caller)
            if self.state == "up":
                site = socket.create_connection(("127.0.0.1", self.target))
                self.open.append(site)
                for one, other in ((caller, site), (site, caller)):
                    threading.Thread(target=self.pass_on, args=(one, other), daemon=True).start()

    def pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):  # one end may have left; then so does the other
            while said := source.recv(65536):
                self.is_free.wait(timeout=20)
                sink.sendall(said)
        self.end(source)
        self.end(sink)

    @staticmethod
    def end(connection: socket.socket) -> None:
        with suppress(OSError):  # it may have ended by itself
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
