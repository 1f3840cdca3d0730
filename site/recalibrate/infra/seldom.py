"""The same trouble many times is one line a minute."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

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


class AbsenceLog:
    """Whether something answers, and a line when it goes and when it is back.

    What comes and goes every second, as an overloaded database can, makes two lines a minute.
    """

    def __init__(
        self, logger: logging.Logger, *, away: str, back: str, clock: Callable[[], float] = monotonic
    ) -> None:
        """`away` has a place for the reason."""
        self._logger, self._away, self._back = logger, away, back
        self._seldom, self._is_said = Seldom(clock=clock), False
        self.is_away = False

    def note_absence(self, why: str) -> None:
        if not self.is_away and self._seldom.lets_through():
            self._logger.error(self._away, why)
            self._is_said = True
        self.is_away = True

    def note_presence(self) -> None:
        if self._is_said:
            self._logger.warning(self._back)
        self.is_away = self._is_said = False
