"""A worker that says that it is there, and goes on when the database was away."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from secrets import token_hex
from types import FrameType

from django.db import Error, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from feeds.refreshing.store import hold_leases_as
from recalibrate.infra.disk_full import is_disk_full

from .claim import DatabaseAway
from .models import Worker

logger = logging.getLogger(__name__)

SAYS_SO_EVERY = 30.0  # seconds
WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds before it tries the database again


class Heartbeat(threading.Thread):
    """Says every half minute that the worker is there, and calls `also` after that."""

    def __init__(self, worker_id: str, *, also: Callable[[datetime], object], every: float) -> None:
        super().__init__(daemon=True, name="pulse")
        self.worker_id, self.also, self.every = worker_id, also, every
        self.is_over = threading.Event()

    def run(self) -> None:
        while not self.is_over.is_set():
            try:
                self.beat(timezone.now())
            except (Error, DatabaseAway) as error:
                note_trouble("The worker cannot say that it is there", error)
            finally:
                connections.close_all()
            self.is_over.wait(self.every)

    def beat(self, now: datetime) -> None:
        close_old_connections()
        Worker.objects.update_or_create(worker_id=self.worker_id, defaults={"seen_at": now})
        self.also(now)

    def end(self) -> None:
        self.is_over.set()
        if self.is_alive():
            self.join(timeout=5)


class WorkerLoop:
    """Keeps one process at work until it is told to end."""

    def __init__(
        self,
        queues: list[str],
        *,
        without: list[str],
        also: Callable[[datetime], object] = lambda now: None,
        every: float = SAYS_SO_EVERY,
    ) -> None:
        self.queues, self.without, self.also, self.every = queues, without, also, every
        self.stop_event = threading.Event()
        self.current: TaskWorker | None = None
        self.last_id = ""

    def run_until_stopped(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        failures = 0
        while not self.stop_event.is_set():
            if self.once():
                failures = 0
                continue
            failures += 1
            self.stop_event.wait(wait_after(failures))

    def once(self) -> bool:
        """Work until told to end, or until the database goes away: then False.

        Each start has an id of its own, so that a task that was cut off is known by its absence, and so are
        the sources that it was refreshing.
        """
        worker_id = token_hex(16)
        pulse = Heartbeat(worker_id, also=self.also, every=self.every)
        self.current = task_worker(self.queues, without=self.without, worker_id=worker_id)
        try:
            self.sign_off()
            self.last_id = worker_id
            hold_leases_as(worker_id)
            pulse.start()
            self.current.run()
            self.sign_off()
        except Error as error:
            note_trouble("The worker lost the database", error)
            return False
        except SystemExit:  # it was told to end while it waited for a task
            self.sign_off()
            raise
        finally:
            pulse.end()
            connections.close_all()
        return True

    def sign_off(self) -> None:
        """What is left of an earlier start that lost the database is known to be no worker's."""
        if self.last_id:
            Worker.objects.filter(worker_id=self.last_id).delete()

    def end(self, number: int, frame: FrameType | None) -> None:
        """Finish the task in hand first; a second signal ends that, too."""
        self.stop_event.set()
        if self.current is not None:
            self.current.shutdown(number, frame)


def wait_after(failures: int) -> float:
    """Seconds before the database is tried again, after so many failures in a row."""
    return WAITS[min(failures, len(WAITS)) - 1]


def note_trouble(words: str, error: Exception) -> None:
    """While the database is away its traceback is left to the log, which makes one line a minute of it."""
    if is_disk_full(error):
        logger.warning("%s: its disk is full.", words)
    else:
        logger.warning("%s: %s", words, type(error).__name__, exc_info=error)


def task_worker(queues: list[str], *, without: list[str], worker_id: str) -> TaskWorker:
    return TaskWorker(
        queue_names=queues,
        excluded_queue_names=without,
        interval=1,
        batch=False,
        backend_name="background",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
    )
