"""A line to the mail server, on as few connections as it allows."""

import logging
from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import Error
from django.utils import timezone

from . import server_status
from .smtp_replies import TAKEN, Cause, SmtpReply, reply_of

logger = logging.getLogger(__name__)

# A refused sender, counted for each mail, would have deleted every subscriber in three weeks (decision 0024).
TAKES_EVERY_MAIL_DOWN = (Cause.CONNECTION, Cause.SENDER)


class MailUnavailable(Exception):
    """No mail can be handed over just now, to any address. The server's state says until when."""


class ClaimLost(Exception):
    """For `before_body` to raise: another worker has this mail."""


class Mailer:
    """Hands over one mail after the other.

    A relay that sends us away after some mails is asked anew; one that takes not even one on a fresh
    connection is left alone for a while, which is noted for every worker.
    """

    def __init__(self, begun_at: datetime, transport: Any = None) -> None:
        self._begun_at = begun_at
        self.transport = transport or get_connection(settings.MAIL_TRANSPORT)
        self.is_idempotent = getattr(self.transport, "is_idempotent", False)
        self._is_open, self._taken = False, 0  # on this connection
        self.is_over = False  # it takes no more just now

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._close(is_polite=error is None)

    def now(self) -> datetime:
        return max(self._begun_at, timezone.now())

    def hand_over(self, message: EmailMessage, before_body: Callable[[], None] = lambda: None) -> SmtpReply:
        """What became of it; raises MailUnavailable when the trouble is the connection's or the sender's.

        `before_body` is called at the last moment at which the server surely has not got it.
        """
        if self.is_over:
            raise MailUnavailable
        reply = self._try(message, before_body)
        if reply.cause in TAKES_EVERY_MAIL_DOWN and self._hang_up():
            reply = self._try(message, before_body)
        if reply.cause in TAKES_EVERY_MAIL_DOWN:
            self._stop(reply)
            raise MailUnavailable(str(reply))
        if reply.cause is Cause.UNKNOWN and not self._hang_up():
            self._stop(reply)  # it takes a mail and never says so: not one more before we know
        return reply

    def _hang_up(self) -> bool:
        """End this connection; whether it took anything, so that another is worth asking."""
        was_useful = self._taken > 0
        self._close(is_polite=False)
        return was_useful

    def _stop(self, reply: SmtpReply) -> None:
        self._close(is_polite=False)
        self.is_over = True
        server_status.pause_sending(reply, self.now())

    def _try(self, message: EmailMessage, before_body: Callable[[], None]) -> SmtpReply:
        try:
            self._open()
            self._send(message, before_body)
        except (ClaimLost, Error):
            self._close(is_polite=False)  # before the body: the server throws it away
            raise
        except Exception as error:  # a mail that cannot be put into bytes stops no other
            if not isinstance(error, SMTPException | OSError):
                logger.exception("A mail could not be put into bytes.")
            may_have_it = getattr(self.transport, "may_have_it", not self.is_idempotent) and self._is_open
            return reply_of(error, may_have_it=may_have_it)
        self._taken += 1
        if self._taken == 1:
            server_status.clear()
        return TAKEN

    def _open(self) -> None:
        if not self._is_open:
            self.transport.open()
            self._is_open, self._taken = True, 0

    def _send(self, message: EmailMessage, before_body: Callable[[], None]) -> None:
        if hasattr(self.transport, "before_body"):
            self.transport.before_body(before_body)
        else:
            before_body()
        self.transport.send_messages([message])

    def _close(self, *, is_polite: bool) -> None:
        abandon = getattr(self.transport, "abandon", self.transport.close)
        try:
            self.transport.close() if is_polite else abandon()
        except (SMTPException, OSError):
            abandon()
        self._is_open, self._taken = False, 0
