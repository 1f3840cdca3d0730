"""What a worker that was killed still holds is found and given to another: its task, and its sources."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_lazy
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from feeds.refreshing.store import free_leases_of_the_gone
from recalibrate.core.isolate import each_isolated, error_boundary

from .models import Worker

logger = logging.getLogger(__name__)

TASKS = error_boundary("task", gettext_lazy("could not be given to another worker"))
ATTEMPTS = 3  # a task that took three workers with it does not get a fourth
STARTS_WITHIN = timedelta(minutes=1)  # a worker that has just begun may not have said so yet
KEPT = timedelta(days=7)  # as docs/assurance.md says; the health page looks back one day


def reap_abandoned_tasks(now: datetime) -> None:
    """Every task can be done twice without harm: what it does comes from rows, claimed one by one."""
    here = set(Worker.objects.at_work(now).values_list("worker_id", flat=True))
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - STARTS_WITHIN)
    lost = (task for task in running if not task.worker_ids or task.worker_ids[-1] not in here)
    for _ in each_isolated(lost, lambda task: _give_back(task, now), TASKS, in_transaction=True):
        pass


def _give_back(task: DBTaskResult, now: datetime) -> None:
    """Only as it was read: its worker may have finished it meanwhile."""
    same = DBTaskResult.objects.filter(
        pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
    )
    if len(task.worker_ids) < ATTEMPTS:
        if same.update(status=TaskResultStatus.READY, started_at=None):
            logger.warning("The worker of %s is gone; another does it again.", task.task_path)
        return
    words = gettext("Given up: {attempts} workers ended in the middle of it.").format(attempts=ATTEMPTS)
    if same.update(status=TaskResultStatus.FAILED, finished_at=now, traceback=words):
        logger.error("%s took %d workers with it and is given up.", task.task_path, ATTEMPTS)


def free_abandoned_leases(now: datetime) -> None:
    """What a worker was refreshing when it was killed, or lost the database, is due again at once."""
    here = Worker.objects.at_work(now).values_list("worker_id", flat=True)
    if count := free_leases_of_the_gone(here, now):
        logger.warning("%d sources were held by workers that are gone; they are free again.", count)


def forget_what_is_over(now: datetime) -> None:
    """Tasks that ended a week ago, and workers that are gone for a day."""
    finished_tasks(now).delete()
    Worker.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()


def finished_tasks(now: datetime) -> QuerySet[DBTaskResult]:
    ended = Q(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED])
    return DBTaskResult.objects.filter(ended, finished_at__lt=now - KEPT)
