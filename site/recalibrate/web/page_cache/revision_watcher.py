"""The newest site revision, asked for twice a second at most and never older than a second."""

import logging
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from time import monotonic

from recalibrate.infra.seldom import AbsenceLog

logger = logging.getLogger(__name__)

FRESH = 0.5  # seconds for which an answer is taken as it is
LATE = 0.9  # seconds after which no request goes on with the old one while it is asked for
MOST_UNFINISHED = 2  # one under way, and one that waits: it will see whatever changed meanwhile
PATIENCE = 2.0  # seconds that a reader waits for an answer, once: then the database is away


class RevisionWatcher:
    """What `read` last answered. While it fails, or hangs, that stands: nothing can be published meanwhile.

    `read` runs in its own thread, so that a database that hangs keeps no reader waiting.
    """

    def __init__(
        self,
        read: Callable[[], Hashable],
        *,
        clock: Callable[[], float] = monotonic,
        run: Callable[[Callable[[], None]], object] | None = None,
    ) -> None:
        self._read, self._clock = read, clock
        self._run = run or ThreadPoolExecutor(1, "watch").submit
        self._lock = Lock()
        self._answered: Event | None = None  # of the question that is being asked
        self._unfinished: list[Event] = []  # one under way, and one that waits for it
        self._changes = 0
        self._stamp: Hashable = None
        self._fresh_until = self._late_at = float("-inf")
        self._absence = AbsenceLog(
            logger,
            away="The site revision cannot be read, pages are served as they were: %s",
            back="The site revision can be read again.",
            clock=clock,
        )

    @property
    def is_cut_off(self) -> bool:
        return self._absence.is_away

    def stamp(self) -> Hashable:
        """None while no revision was ever read."""
        now = self._clock()
        if now < self._fresh_until:
            return self._stamp
        waits = now >= self._late_at and not self.is_cut_off
        answered = self._begin_to_ask()
        if waits and not answered.wait(PATIENCE):
            self._absence.note_absence(f"no answer in {PATIENCE:.0f} seconds")
        return self._stamp

    def invalidate(self) -> None:
        """Something may just have changed here: the next to ask waits for the newest revision."""
        with self._lock:
            self._changes += 1
            self._answered = None  # what is being asked may already be old
            self._fresh_until = self._late_at = float("-inf")

    def _begin_to_ask(self) -> Event:
        with self._lock:
            if self._answered is None and len(self._unfinished) == MOST_UNFINISHED:
                self._answered = self._unfinished[-1]  # has not begun, so it will be new enough
            if self._answered is not None:
                return self._answered
            answered = self._answered = Event()
            self._unfinished.append(answered)
        self._run(lambda: self._ask(answered))
        return answered

    def _ask(self, answered: Event) -> None:
        asked_at, changes = self._clock(), self._changes
        try:
            stamp = self._read()
        except Exception as error:
            self._absence.note_absence(str(error).partition("\n")[0])
            asked_at = self._clock()
        else:
            self._stamp = stamp
            self._absence.note_presence()
        with self._lock:
            self._unfinished.remove(answered)
            if self._answered is answered:
                self._answered = None
            if changes == self._changes:
                self._fresh_until, self._late_at = asked_at + FRESH, asked_at + LATE
        answered.set()
