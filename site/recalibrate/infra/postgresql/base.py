"""A server that hangs keeps no request: PostgreSQL's own limits do not end the wait for one that is stopped.

`connect_timeout` ends with the connection, `tcp_user_timeout` and keepalives see a network that is gone, and
`statement_timeout` is kept by the very server that hangs. So the client has a limit of its own.
"""

from contextlib import suppress
from time import monotonic
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.errors import ConnectionTimeout, OperationalError, _WaitTimeout

from .absence import Absence
from .limits import answering_within, limit

HEALTH_CHECK = 3.0  # seconds
CANCEL = 1.0  # seconds in which a server that is there hears that no request waits any more

absence = Absence()


class Connection(psycopg.Connection[Any]):
    """Is closed, and said to be lost, when an answer takes longer than the limit."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        seconds = limit()
        try:
            return super().wait(gen, interval, seconds)
        except _WaitTimeout:
            with suppress(psycopg.Error):
                self.cancel_safe(timeout=CANCEL)
            self.pgconn.finish()
            raise OperationalError(f"The database did not answer within {seconds:g} seconds.") from None


class DatabaseWrapper(base.DatabaseWrapper):
    Database = SimpleNamespace(**{**vars(psycopg), "connect": Connection.connect})  # type: ignore[assignment]

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not absence.may_try():
            raise OperationalError("The database did not answer a moment ago; it is asked again in seconds.")
        try:
            connection = super().get_new_connection(conn_params)
        except ConnectionTimeout:
            absence.note()
            raise
        absence.is_over()
        return connection

    def is_usable(self) -> bool:
        """Not while the server is known to be away: one thread waits for what hangs, not every one."""
        if absence.is_noted:
            return False
        began = monotonic()
        with answering_within(HEALTH_CHECK):
            is_usable = bool(super().is_usable())
        if not is_usable and monotonic() - began >= HEALTH_CHECK:
            absence.note()
        return is_usable
