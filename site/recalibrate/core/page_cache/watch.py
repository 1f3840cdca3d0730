"""The newest site revision, asked for twice a second at most and never older than a second."""

import logging
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic

logger = logging.getLogger(__name__)

FRESH = 0.5  # seconds for which an answer is taken as it is
LATE = 0.9  # seconds after which nobody goes on with the old one while another asks


class Watch:
    """What `read` last answered. While it fails that stands: nothing can be published meanwhile."""

    def __init__(self, read: Callable[[], Hashable], *, clock: Callable[[], float] = monotonic) -> None:
        self._read, self._clock = read, clock
        self._lock = Lock()
        self._stamp: Hashable = None
        self._fresh_until = self._late_at = float("-inf")
        self.is_cut_off = False

    def stamp(self) -> Hashable:
        """None while no revision was ever read."""
        now = self._clock()
        if now < self._fresh_until:
            return self._stamp
        waits = now >= self._late_at and not self.is_cut_off
        if self._lock.acquire(blocking=waits):
            try:
                if self._clock() >= self._fresh_until:
                    self._ask()
            finally:
                self._lock.release()
        return self._stamp

    def look_again(self) -> None:
        """Something may just have changed here: the next to ask waits for the newest revision."""
        self._fresh_until = self._late_at = float("-inf")

    def _ask(self) -> None:
        asked_at = self._clock()
        try:
            self._stamp = self._read()
        except Exception as error:
            if not self.is_cut_off:
                logger.error("The site revision cannot be read, pages are served as they were: %s", error)
            self.is_cut_off = True
            asked_at = self._clock()
        else:
            if self.is_cut_off:
                logger.warning("The site revision can be read again.")
            self.is_cut_off = False
        self._fresh_until, self._late_at = asked_at + FRESH, asked_at + LATE
