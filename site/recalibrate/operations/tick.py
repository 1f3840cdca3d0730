"""Periodic work: everything that is due now, worked out from rows, so that a missed tick loses nothing."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from feeds.models import Source
from feeds.sort_in import sort_in
from feeds.tasks import refresh_source
from recalibrate.digest.issue import make_due
from recalibrate.digest.models import Delivery
from recalibrate.digest.tasks import send_digests
from recalibrate.help_services.remind import remind_keepers
from recalibrate.search.keep import rebuild_if_outdated

logger = logging.getLogger(__name__)

ABANDONED_AFTER = timedelta(minutes=30)
WORKER_ANSWERS_WITHIN = timedelta(minutes=5)


def publish_scheduled(now: datetime) -> None:
    call_command("publish_scheduled", verbosity=0)


def refresh_due_sources(now: datetime) -> None:
    """Leaves one task for each source that is due; the source's lease stops a second one from doubling it."""
    waiting = DBTaskResult.objects.filter(
        task_path=refresh_source.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    under_way = {arguments["args"][0] for arguments in waiting.values_list("args_kwargs", flat=True)}
    for source_id in Source.objects.due(now).values_list("pk", flat=True):
        if source_id not in under_way:
            refresh_source.enqueue(source_id)


def reap_abandoned_tasks(now: datetime) -> None:
    """A task whose worker was killed stays RUNNING for ever; its work is derived from rows, so drop it."""
    abandoned = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=now - ABANDONED_AFTER
    )
    if count := abandoned.delete()[0]:
        logger.warning("Dropped %d tasks whose worker is gone.", count)


def sort_in_new_items(now: datetime) -> None:
    """What a crash, or a refresh from the command line, left unsorted."""
    sort_in(now)


def send_digests_that_are_due(now: datetime) -> None:
    """Composes what is due, and leaves one task while mails wait."""
    make_due(now)
    is_under_way = DBTaskResult.objects.filter(
        task_path=send_digests.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    ).exists()
    if not is_under_way and Delivery.objects.to_send(now).exists():
        send_digests.enqueue()


def keep_search_whole(now: datetime) -> None:
    """After an upgrade, or a restored backup, the search finds everything again."""
    rebuild_if_outdated()


JOBS: tuple[Callable[[datetime], None], ...] = (
    publish_scheduled,
    reap_abandoned_tasks,
    sort_in_new_items,
    refresh_due_sources,
    send_digests_that_are_due,
    keep_search_whole,
    remind_keepers,
)


def tick(now: datetime | None = None) -> list[str]:
    """Run every job once. A job that fails is logged and named in the answer; the others still run."""
    failed = []
    for job in JOBS:
        try:
            with transaction.atomic():
                job(now or timezone.now())
        except Exception:
            logger.exception("The periodic job %s failed.", job.__name__)
            failed.append(job.__name__)
    return failed
