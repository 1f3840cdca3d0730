"""Each periodic job is done by one clock, however many run."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import Error, connections
from django.utils import timezone

from recalibrate.infra.database_away import is_database_away

from .models import Job

logger = logging.getLogger(__name__)

# No lease: a killed clock's transaction is rolled back, claim and work together (decision 0006).
EVERY = timedelta(seconds=60)
NOT_WITHIN = timedelta(seconds=50)  # a clock's own next tick may come a little early
RENEWED_EVERY = 20.0  # seconds
LONG_AGO = datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())

PeriodicJob = Callable[[datetime], None]


class DatabaseAway(Exception):
    """Nothing can be claimed, done or noted: the caller waits, and tries again."""


def do_once(job: PeriodicJob, now: datetime) -> bool:
    """Do it unless another clock does, or has just done so. False if it failed, which is logged.

    The claim is a statement of its own, so that a job keeps no writer waiting for longer than what it
    itself writes. It is renewed while the job runs; that of a clock which is killed is over within a minute.
    """
    try:
        if not _claim(job.__name__, now):
            return True
        try:
            with _renewed(job.__name__):
                job(now)
        except Exception as error:
            if is_database_away(error):
                raise
            logger.exception("The periodic job %s failed.", job.__name__)
            _note_failure(job.__name__, now)
            return False
        Job.objects.filter(name=job.__name__).update(done_at=now, failing_since=None)
    except Error as error:
        if is_database_away(error):
            raise DatabaseAway from error
        logger.exception("The periodic job %s could not be claimed or noted.", job.__name__)
        return False
    return True


def _claim(name: str, now: datetime) -> bool:
    """One conditional UPDATE: of two clocks one changes the row."""
    due = Job.objects.filter(name=name).due(now, EVERY)
    if due.update(due_at=now + NOT_WITHIN):
        return True
    if Job.objects.filter(name=name).exists():
        return False
    # The very first time. Another process that does so at this moment meets no error, and no row twice.
    Job.objects.bulk_create([Job(name=name, due_at=LONG_AGO)], ignore_conflicts=True)
    return bool(due.update(due_at=now + NOT_WITHIN))


@contextmanager
def _renewed(name: str) -> Iterator[None]:
    """While the block runs, the job is not due for other clocks."""
    is_over = Event()
    thread = Thread(target=_renew, args=[name, is_over], daemon=True, name=f"renews {name}")
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _renew(name: str, is_over: Event) -> None:
    while not is_over.wait(RENEWED_EVERY):
        try:
            Job.objects.filter(name=name).update(due_at=timezone.now() + NOT_WITHIN)
        except Error as error:
            logger.warning("The claim on %s could not be renewed: %s", name, type(error).__name__)
        finally:
            connections.close_all()


def _note_failure(name: str, now: datetime) -> None:
    Job.objects.filter(name=name, failing_since=None).update(failing_since=now)
