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

from recalibrate.infra.disk_full import is_disk_full

from .models import Worker

logger = logging.getLogger(__name__)

SAYS_SO_EVERY = 30.0  # seconds
WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds before it tries the database again


class Pulse(threading.Thread):
    """Says every half minute that the worker is there, and calls `also` after that."""

    def __init__(self, worker_id: str, *, also: Callable[[datetime], object], every: float) -> None:
        super().__init__(daemon=True, name="pulse")
        self.worker_id, self.also, self.every = worker_id, also, every
        self.is_over = threading.Event()

    def run(self) -> None:
        while not self.is_over.is_set():
            try:
                self.beat(timezone.now())
            except Error as error:
                logger.warning("The worker cannot say that it is there: %s", in_words(error))
            finally:
                connections.close_all()
            self.is_over.wait(self.every)

    def beat(self, now: datetime) -> None:
        close_old_connections()
        Worker.objects.update_or_create(worker_id=self.worker_id, defaults={"seen_at": now})
        self.also(now)

    def end(self) -> None:
        self.is_over.set()
        self.join(timeout=5)


class Stay:
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
        self.told_to_end = threading.Event()
        self.current: TaskWorker | None = None

    def until_told(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        failures = 0
        while not self.told_to_end.is_set():
            if self.once():
                failures = 0
                continue
            wait = WAITS[min(failures, len(WAITS) - 1)]
            failures += 1
            logger.warning("The worker cannot use the database; it tries again in %.0f seconds.", wait)
            self.told_to_end.wait(wait)

    def once(self) -> bool:
        """Work until told to end, or until the database goes away: then False.

        Each start has an id of its own, so that a task that was cut off is known by its absence.
        """
        worker_id = token_hex(16)
        pulse = Pulse(worker_id, also=self.also, every=self.every)
        self.current = task_worker(self.queues, without=self.without, worker_id=worker_id)
        pulse.start()
        try:
            self.current.run()
            Worker.objects.filter(worker_id=worker_id).delete()
        except Error as error:
            logger.warning("The worker lost the database: %s", in_words(error))
            return False
        except SystemExit:  # it was told to end while it waited for a task
            Worker.objects.filter(worker_id=worker_id).delete()
            raise
        finally:
            pulse.end()
            connections.close_all()
        return True

    def end(self, number: int, frame: FrameType | None) -> None:
        """Finish the task in hand first; a second signal ends that, too."""
        self.told_to_end.set()
        if self.current is not None:
            self.current.shutdown(number, frame)


def in_words(error: Error) -> str:
    return "its disk is full." if is_disk_full(error) else type(error).__name__


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
