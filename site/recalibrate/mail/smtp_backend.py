"""Django's SMTP, with what it lacks: a word before a mail leaves, one after it has left, and a limit."""

import smtplib
import socket
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from django.core.mail.backends import smtp

if TYPE_CHECKING:
    from collections.abc import Iterator

# RFC 5321, 4.1.1.4: only when this has arrived may the server have taken the mail.
FINAL_DOT = b"\r\n.\r\n"
# For one whole reply: EMAIL_TIMEOUT (10 seconds of silence) does not stop a server that sends a byte at a time.
REPLY_SECONDS = 30


def _nothing() -> None:
    pass


class _Session(smtplib.SMTP):
    """Calls `before_body` when the server is ready for the mail itself; then notes that its end has left."""

    before_body: Callable[[], None] = staticmethod(_nothing)
    may_have_it = False

    def mail(self, sender: str, options: Any = ()) -> tuple[int, bytes]:
        self.may_have_it = False
        return super().mail(sender, options)

    def send(self, s: Any) -> None:
        # Commands are text; the body alone comes as bytes, in one piece that ends with the final dot.
        is_body = isinstance(s, bytes) and s.endswith(FINAL_DOT)
        if is_body:
            self.before_body()
        super().send(s)
        if is_body:
            self.may_have_it = True

    def getreply(self) -> tuple[int, bytes]:
        with _cut_after(REPLY_SECONDS, self.sock):
            return super().getreply()


class _TLSSession(_Session, smtplib.SMTP_SSL):
    pass


@contextmanager
def _cut_after(seconds: float, sock: socket.socket | None) -> "Iterator[None]":
    def cut() -> None:
        with suppress(OSError, AttributeError):
            # close() alone would leave the thread that reads in its call.
            sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class SmtpEmailBackend(smtp.EmailBackend):
    """What hands mails over in production."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _TLSSession if self.use_ssl else _Session

    connection: _Session | None
    _partial_connection: _Session | None

    @property
    def may_have_it(self) -> bool:
        """Whether the server may have taken the last mail although it did not say so."""
        return bool(self.connection and self.connection.may_have_it)

    def before_body(self, call: Callable[[], None]) -> None:
        """Have `call` made at the last moment before the next mail's body leaves."""
        if self.connection:
            self.connection.before_body = call

    def abandon(self) -> None:
        """Close without a word to a server that may be silent."""
        for each in (self.connection, self._partial_connection):
            if each is not None:
                each.close()
        self.connection = self._partial_connection = None
