"""A server that did not answer in time is left alone for a moment, so that not every thread waits for it."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

PAUSE = 5.0  # seconds between two tries


class Absence:
    """One thread tries again every few seconds; the others hear at once that the server is away."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._try_at: float | None = None

    @property
    def is_noted(self) -> bool:
        return self._try_at is not None

    def note(self) -> None:
        self._try_at = self._clock() + PAUSE

    def is_over(self) -> None:
        self._try_at = None

    def may_try(self) -> bool:
        """Whether the caller is the one who tries now."""
        with self._lock:
            if self._try_at is None:
                return True
            if self._clock() < self._try_at:
                return False
            self._try_at = self._clock() + PAUSE
            return True
