"""Whether an error says that no room is left, in the words of the file system and of either database."""

import errno
import sqlite3

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
# SQLSTATE of the class “insufficient resources”: disk_full.
POSTGRES_DISK_FULL = "53100"


def is_disk_full(error: BaseException | None) -> bool:
    """Or what it was raised from: Django wraps what a database says."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == POSTGRES_DISK_FULL:
            return True
        # Both: code that raises anew without “from” leaves only the context.
        error = error.__cause__ or error.__context__
    return False
