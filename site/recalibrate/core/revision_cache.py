"""What every page needs and only a change to the site changes: read once for each revision, in each process.

Active while an anonymous reader is answered, and nowhere else: an editor reads afresh.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from .gaps import counting

P = ParamSpec("P")
T = TypeVar("T")

MOST = 200  # answers kept of one function: some arguments come from strangers

_stamp: ContextVar[Any] = ContextVar("stamp", default=None)
_memories: list[dict[Any, Any]] = []


@contextmanager
def cache_scope(stamp: Any) -> Iterator[None]:
    """While this lasts, what was read under the same stamp is not read again."""
    token = _stamp.set(stamp)
    try:
        yield
    finally:
        _stamp.reset(token)


def current_stamp() -> Any:
    """The stamp under which things are remembered just now, or None."""
    return _stamp.get()


def per_revision(read: Callable[P, T]) -> Callable[P, T]:
    """Remember what `read` answers, if nothing had to be left out of it.

    The answers are shared between threads: never change one.
    """
    memory: dict[Any, tuple[Any, T]] = {}
    _memories.append(memory)

    @wraps(read)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        stamp = _stamp.get()
        if stamp is None:
            return read(*args, **kwargs)
        key = (args, tuple(kwargs.items()))
        kept = memory.get(key)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        with counting() as left_out:
            answer = read(*args, **kwargs)
        if len(memory) >= MOST:
            memory.clear()
        if not left_out:
            memory[key] = (stamp, answer)
        return answer

    return remembered


def clear_revision_cache() -> None:
    """Forget everything, whatever the revision."""
    for memory in _memories:
        memory.clear()
