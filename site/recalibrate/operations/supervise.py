"""Several processes under one: what dies is started again, and Ctrl-C or SIGTERM ends them all."""

import logging
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from types import FrameType

logger = logging.getLogger(__name__)

LOOKS_EVERY = 0.5  # seconds
LONGEST_WAIT = 60.0  # seconds before one that keeps dying is started again
STEADY_AFTER = 60.0  # seconds: a process that lived so long starts again at once
MAY_TAKE = 20.0  # seconds to end what is in hand


class Child:
    """One process, started again whenever it ends; the longer the wait, the more often it just did."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.name, self.command, self.environment, self.clock = name, list(command), environment, clock
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths, self.started_at, self.starts_at = 0, 0.0, 0.0

    def keep_alive(self) -> None:
        now = self.clock()
        if self.process is None:
            if now >= self.starts_at:
                self._start(now)
        elif (code := self.process.poll()) is not None:
            self._note_death(code, now)

    def _start(self, now: float) -> None:
        # A group of its own: Ctrl-C in a terminal reaches us alone, and we tell the others once.
        self.process = subprocess.Popen(  # noqa: S603  # our own commands, no shell
            self.command, env=dict(self.environment), start_new_session=True
        )
        self.started_at = now

    def _note_death(self, code: int, now: float) -> None:
        self.process = None
        self.deaths = 1 if now - self.started_at >= STEADY_AFTER else self.deaths + 1
        wait = 0.0 if self.deaths == 1 else min(2.0 ** (self.deaths - 2), LONGEST_WAIT)
        self.starts_at = now + wait
        logger.error("%s ended (%d) and starts again in %.0f seconds.", self.name, code, wait)

    def tell(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def has_ended(self, within: float) -> bool:
        if self.process is None:
            return True
        try:
            self.process.wait(timeout=max(within, 0.0))
        except subprocess.TimeoutExpired:
            return False
        return True


class Supervisor:
    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.stop_event = threading.Event()

    def run_until_stopped(self) -> None:
        """Returns when all have ended; those who take too long are killed."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        try:
            while not self.stop_event.is_set():
                for child in self.children:
                    child.keep_alive()
                self.stop_event.wait(LOOKS_EVERY)
        finally:
            self._stop_all()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.stop_event.set()

    def _stop_all(self) -> None:
        for child in self.children:
            child.tell(signal.SIGTERM)
        until = monotonic() + MAY_TAKE
        for child in self.children:
            if not child.has_ended(until - monotonic()):
                child.tell(signal.SIGKILL)
                child.has_ended(5)
