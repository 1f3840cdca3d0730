"""What every page needs and only a change to the site changes: read once for each revision, in each process.

Active while an anonymous reader is answered, and nowhere else: an editor reads afresh.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from django.utils import timezone
from django.utils.translation import get_language

from .gaps import counting

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

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


class RevisionMemory(Generic[T]):
    """What was made under the newest stamp, on this day and in this language, by key.

    At most `most` things, and none of which something is missing. They are shared between threads: never change one.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._memory: dict[Any, tuple[Any, T]] = {}
        _memories.append(self._memory)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept by the key, or what `make` gives."""
        return self.get_many([key], lambda _: {key: make()})[key]

    def get_many(self, keys: Sequence[K], make: Callable[[list[K]], Mapping[K, T]]) -> dict[K, T]:
        """What is kept by the keys, in their order; `make` is asked for all others at once, if there are any."""
        stamp = (_stamp.get(), timezone.localdate(), get_language())
        is_kept = stamp[0] is not None
        found = {
            key: kept for key in keys if is_kept and (kept := self._memory.get(key)) and kept[0] == stamp
        }
        things = {key: thing for key, (_, thing) in found.items()}
        if missing := [key for key in keys if key not in things]:
            with counting() as left_out:
                made = make(missing)
            things |= made
            if is_kept and not left_out:
                self._keep(stamp, made)
        return {key: things[key] for key in keys if key in things}

    def _keep(self, stamp: Any, made: Mapping[Any, T]) -> None:
        if len(self._memory) + len(made) > self.most:
            self._memory.clear()
        self._memory.update({key: (stamp, thing) for key, thing in made.items()})


def clear_revision_cache() -> None:
    """Forget everything, whatever the revision."""
    for memory in _memories:
        memory.clear()
