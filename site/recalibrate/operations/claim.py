"""Each periodic job is done by one clock, however many run."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from .models import Job

logger = logging.getLogger(__name__)

EVERY = timedelta(seconds=60)
NOT_WITHIN = timedelta(seconds=50)  # a clock's own next tick may come a little early

PeriodicJob = Callable[[datetime], None]


def do_once(job: PeriodicJob, now: datetime) -> bool:
    """Do it unless another clock does, or has just done so. False if it failed, which is logged.

    The claim is part of the job's own transaction: two clocks never both have it, and that of a clock which
    is killed is undone with its work, so that the next clock goes on at once.
    """
    try:
        with transaction.atomic():
            if _claim(job.__name__, now):
                job(now)
    except Exception:
        logger.exception("The periodic job %s failed.", job.__name__)
        _note_failure(job.__name__, now)
        return False
    return True


def _claim(name: str, now: datetime) -> bool:
    """One conditional UPDATE, at which another clock's transaction waits until ours has ended."""
    due = Job.objects.filter(name=name).due(now, EVERY)
    fields = {"due_at": now + NOT_WITHIN, "done_at": now, "failing_since": None}
    if due.update(**fields):
        return True
    return not Job.objects.filter(name=name).exists() and _make(name, now)


def _make(name: str, now: datetime) -> bool:
    """The very first time: one INSERT wins, and whoever loses it waits for the winner's transaction."""
    _, is_ours = Job.objects.get_or_create(name=name, defaults={"due_at": now + NOT_WITHIN, "done_at": now})
    return is_ours


def _note_failure(name: str, now: datetime) -> None:
    fields = {"due_at": now + NOT_WITHIN}
    Job.objects.get_or_create(name=name, defaults=fields)
    Job.objects.filter(name=name).update(**fields)
    Job.objects.filter(name=name, failing_since=None).update(failing_since=now)
