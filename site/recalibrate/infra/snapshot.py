"""Reading much as of one moment, while everybody else goes on writing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything that is read inside is as it was at one moment, and nothing can be written.

    Inside a transaction that has begun already it adds nothing: that has seen what it has seen.
    """
    with ExitStack() as afterwards:
        if connection.in_atomic_block:
            afterwards.enter_context(transaction.atomic())
        elif connection.vendor == "sqlite":
            afterwards.enter_context(_deferred())
        else:
            afterwards.enter_context(transaction.atomic())
            with connection.cursor() as cursor:
                # Otherwise each query would be answered as of its own moment.
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _deferred() -> Iterator[None]:
    """Our transactions on SQLite take the write lock when they begin, for code that reads and then writes."""
    connection.ensure_connection()
    sqlite: Any = connection
    usual, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            sqlite.transaction_mode = usual
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = ON")
            yield
    finally:
        sqlite.transaction_mode = usual
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
