"""Work that follows a change, and may fail without taking the change with it."""

from collections.abc import Callable

from django.db import transaction


def after_commit(function: Callable[..., object], *args: object) -> None:
    """Call it once the transaction is through. What it raises is logged, and stops nothing else.

    A function of our own stands around it: Django names what failed by its `__qualname__`, which neither a
    `functools.partial` nor a bound storage has, and so the failure it meant to log became a second one.
    """

    def call() -> None:
        function(*args)

    call.__qualname__ = getattr(function, "__qualname__", type(function).__qualname__)
    transaction.on_commit(call, robust=True)
