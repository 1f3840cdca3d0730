"""How long this process, or this piece of work, waits for an answer of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

BY_HAND = 600.0  # seconds: a migration may build an index
WEB, BACKGROUND = 10.0, 120.0

_process = BY_HAND
_here: ContextVar[float | None] = ContextVar("answers_within", default=None)


def answer_within(seconds: float) -> None:
    """From now on, in this process."""
    global _process
    _process = seconds


@contextmanager
def answering_within(seconds: float) -> Iterator[None]:
    """For what is asked inside, in this thread."""
    token = _here.set(seconds)
    try:
        yield
    finally:
        _here.reset(token)


def limit() -> float:
    here = _here.get()
    return _process if here is None else here
