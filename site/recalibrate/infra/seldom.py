"""The same trouble many times is one line a minute."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from .database_away import is_database_away

A_MINUTE = 60.0  # seconds


class Seldom:
    """Lets one through a minute, and counts the others."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._next_at, self._others = float("-inf"), 0

    def lets_through(self) -> bool:
        with self._lock:
            now = self._clock()
            if now < self._next_at:
                self._others += 1
                return False
            self._next_at = now + A_MINUTE
            return True

    def others(self) -> int:
        """How many there were since this was asked last."""
        with self._lock:
            others, self._others = self._others, 0
            return others


class DatabaseAwayIsOneLine(logging.Filter):
    """While the database is away every answer that needs it is 503, and each would be a traceback."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.seldom = Seldom(clock=clock)

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not is_database_away(error):
            return True
        if not self.seldom.lets_through():
            return False
        others = self.seldom.others()
        record.msg = f"The database is away ({type(error).__name__})."
        if others:
            record.msg += f" It was missed {others} more times since this was said last."
        record.args, record.exc_info, record.exc_text = None, None, None
        return True
