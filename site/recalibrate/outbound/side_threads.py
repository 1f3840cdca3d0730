"""Threads that are kept and used again: starting one for each request cost more than asking.

One thread ends what takes too long, however many requests are under way. A few others make calls that know
no time-out; one that is stuck in its call keeps no other thread waiting, and does not hold up the process's end.
"""

import logging
import math
import os
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue

logger = logging.getLogger(__name__)

Job = Callable[[], None]


def _do(job: Job) -> None:
    """Whatever one job raises, the thread is there for the next."""
    try:
        job()
    except Exception:
        logger.exception("A job in a thread beside us met a bug.")


class Alarms:
    """Calls a function once its moment has come, in one thread for all of them; the function is quick."""

    def __init__(self) -> None:
        self._due: dict[object, tuple[float, Job]] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._wakes_at = math.inf

    def set(self, at: float, ring: Job) -> object:
        """`ring` is called when time.monotonic() is at `at`; gives the key to cancel it by."""
        key = object()
        with self._changed:
            self._due[key] = at, ring
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="alarms", daemon=True)
                self._thread.start()
            elif at < self._wakes_at:
                self._changed.notify()
        return key

    def cancel(self, key: object) -> None:
        """Not any more; nothing happens if it has rung."""
        with self._changed:
            self._due.pop(key, None)

    def _watch(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for key in [key for key, (at, _) in self._due.items() if at <= now]:
                    _do(self._due.pop(key)[1])
                self._wakes_at = min((at for at, _ in self._due.values()), default=math.inf)
                self._changed.wait(None if self._wakes_at == math.inf else self._wakes_at - now)


class _Helper(threading.Thread):
    """A thread that does one job after the other, and says that it is free in between."""

    def __init__(self, free: "list[_Helper]") -> None:
        super().__init__(name="helper", daemon=True)
        self.jobs: SimpleQueue[Job] = SimpleQueue()
        self._free = free
        self.start()

    def run(self) -> None:
        while True:
            _do(self.jobs.get())
            self._free.append(self)


class Helpers:
    """As many threads as there have ever been jobs at once, and one or two more."""

    def __init__(self) -> None:
        self._free: list[_Helper] = []

    def begin(self, job: Job) -> None:
        """Do it beside us; the job tells by itself what came of it."""
        try:
            helper = self._free.pop()
        except IndexError:
            helper = _Helper(self._free)
        helper.jobs.put(job)


alarms, helpers = Alarms(), Helpers()


def _begin_anew() -> None:
    """A forked process has none of its parent's threads."""
    global alarms, helpers
    alarms, helpers = Alarms(), Helpers()


os.register_at_fork(after_in_child=_begin_anew)
