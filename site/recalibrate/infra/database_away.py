"""Whether an error says that the database cannot be reached or does not answer, as against one of our own."""

import sqlite3

from django.db.utils import InterfaceError, OperationalError

# Connection lost or refused, too many of them, shutting down, crashed, starting, ended for idling.
POSTGRES_AWAY = ("08", "53300", "57P01", "57P02", "57P03", "57P05")
SQLITE_AWAY = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR}
LOW_BYTE = 0xFF  # of an extended code of SQLite


def is_database_away(error: BaseException | None) -> bool:
    """Or what it was raised from. A missing table, which SQLite calls operational, is no absence."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return _says_so(error.__cause__)
        error = error.__cause__ or error.__context__
    return False


def _says_so(cause: BaseException | None) -> bool:
    """What the driver said; where it gave no code, there was no connection to hear one on."""
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & LOW_BYTE in SQLITE_AWAY
    code = getattr(cause, "sqlstate", None)
    return code is None or code.startswith(POSTGRES_AWAY)
