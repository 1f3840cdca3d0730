"""Whether something was left out of the answer that is being made. Pure."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_gaps: ContextVar[list[str] | None] = ContextVar("gaps", default=None)


@contextmanager
def counting() -> Iterator[list[str]]:
    """What is left out while this lasts, as it becomes known; counted outside too."""
    outer = _gaps.get()
    inner: list[str] = []
    token = _gaps.set(inner)
    try:
        yield inner
    finally:
        _gaps.reset(token)
        if outer is not None:
            outer.extend(inner)


def record_gap(name: str) -> None:
    """Something of this name was left out."""
    gaps = _gaps.get()
    if gaps is not None:
        gaps.append(name)
