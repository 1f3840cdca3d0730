"""Periodic work: everything that is due now, worked out from rows, so that a missed tick loses nothing."""

import logging
from datetime import datetime
from math import ceil

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from feeds.models import Source
from feeds.refreshing.deduplicate import deduplicate_new_items
from feeds.refreshing.store import LEASE
from feeds.tasks import refresh_due_sources
from recalibrate.core.failed_items import retry_failed_items
from recalibrate.digest.issue import make_due
from recalibrate.digest.last_letter import send_last_letters
from recalibrate.digest.models import Delivery
from recalibrate.digest.tasks import send_digests
from recalibrate.help_services.reminders import remind_keepers
from recalibrate.link_checks.keep import read_pages
from recalibrate.link_checks.models import Link
from recalibrate.link_checks.notify_editors import tell_editors
from recalibrate.link_checks.tasks import check_due_links
from recalibrate.mail import server_status as mail_server
from recalibrate.mail.models import OutgoingMail
from recalibrate.mail.overdue import send_overdue
from recalibrate.mail.tasks import send_outgoing_mail
from recalibrate.privacy.purge import purge
from recalibrate.programmes.release import open_and_release
from recalibrate.search.index import is_outdated
from recalibrate.search.tasks import rebuild_search
from recalibrate.stories.forget import delete_expired as forget_letters

from .backups.make import is_due
from .claim import PeriodicJob, do_once
from .health.alerts import raise_alarms
from .models import Worker
from .reap import forget_what_is_over, free_abandoned_leases, reap_abandoned_tasks
from .scheduled import publish_due
from .tasks import back_up

logger = logging.getLogger(__name__)

SOURCES_OF_A_TASK = 25  # for fewer, a second worker costs more than it saves
NIGHT = range(2, 5)  # hours in which no colleague waits for the database


def publish_scheduled(now: datetime) -> None:
    publish_due(now)


def leave_refresh_tasks(now: datetime) -> None:
    """Leaves a task for each worker that is there, where so many sources are due; those that wait or run count.

    Each task claims what no other has claimed: one alone took as long with three workers as with one. A worker that
    was killed in the middle holds no other up for longer than a lease.
    """
    tasks = DBTaskResult.objects.filter(task_path=refresh_due_sources.module_path)
    waiting = tasks.filter(status=TaskResultStatus.READY)
    running = tasks.filter(status=TaskResultStatus.RUNNING, started_at__gte=now - LEASE)
    of_use = ceil(Source.objects.due(now).count() / SOURCES_OF_A_TASK)
    workers = Worker.objects.at_work(now).count() or 1  # one that has not told us yet
    for _ in range(min(of_use, workers) - (waiting | running).count()):
        refresh_due_sources.enqueue()


def sort_in_new_items(now: datetime) -> None:
    """What a crash, or a refresh from the command line, left unsorted."""
    deduplicate_new_items(now)


def find_links_of_pages(now: datetime) -> None:
    """Those of pages that were published since, a few pages at a tick."""
    read_pages(now)


def leave_link_check_task(now: datetime) -> None:
    """Leaves one task for the links that are due; it looks at some, and the next tick leaves another."""
    if not is_under_way(check_due_links.module_path) and Link.objects.due(now).exists():
        check_due_links.enqueue()


def send_digests_that_are_due(now: datetime) -> None:
    """Composes what is due, and leaves one task while mails wait, unless the mail server is away."""
    send_last_letters()
    make_due(now)
    if mail_server.is_sending_paused(now):
        return
    if not is_under_way(send_digests.module_path) and Delivery.objects.to_send(now).exists():
        send_digests.enqueue()


def leave_mail_task(now: datetime) -> None:
    """For mails that wait for another try: each new one left a task of its own."""
    if mail_server.is_sending_paused(now) or is_under_way(send_outgoing_mail.module_path):
        return
    if OutgoingMail.objects.due(now).exists() or OutgoingMail.objects.expired(now).exists():
        send_outgoing_mail.enqueue()


def send_overdue_mail(now: datetime) -> None:
    """What no worker came for, alarms about silent workers above all; in a thread beside the clock."""
    send_overdue(now)


def keep_search_whole(now: datetime) -> None:
    """After an upgrade that reads texts in another way, leaves one task that makes the index anew."""
    if is_outdated() and not is_under_way(rebuild_search.module_path):
        rebuild_search.enqueue()


def release_what_rooms_said(now: datetime) -> None:
    """Words at closing, results a week later, by themselves: no organiser can bury them."""
    open_and_release(now)


def forget_who_wrote(now: datetime) -> None:
    """Contacts, set-aside stories and old replies go on the day that was promised, whatever the hour."""
    forget_letters(timezone.localdate(now))


def purge_at_night(now: datetime) -> None:
    """Everything else whose time is over, a batch at a tick until nothing is left to do."""
    if timezone.localtime(now).hour in NIGHT and (counts := purge(now)) and any(counts.values()):
        logger.info("Purged: %s.", ", ".join(f"{count} {name}" for name, count in counts.items() if count))


def look_at_failures_again(now: datetime) -> None:
    """What was left out somewhere and works by now leaves the desk."""
    retry_failed_items(now)


def is_under_way(task_path: str) -> bool:
    unfinished = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return DBTaskResult.objects.filter(task_path=task_path, status__in=unfinished).exists()


def leave_backup_task(now: datetime) -> None:
    """Once a day where there is a place for it, at night if it was made at night the first time."""
    if settings.BACKUP_DIR and not is_under_way(back_up.module_path) and is_due(now):
        back_up.enqueue()


JOBS: tuple[PeriodicJob, ...] = (
    publish_scheduled,
    reap_abandoned_tasks,
    free_abandoned_leases,
    sort_in_new_items,
    leave_refresh_tasks,
    find_links_of_pages,
    leave_link_check_task,
    send_digests_that_are_due,
    leave_mail_task,
    keep_search_whole,
    remind_keepers,
    release_what_rooms_said,
    forget_who_wrote,
    purge_at_night,
    tell_editors,
    leave_backup_task,
    forget_what_is_over,
    look_at_failures_again,
    raise_alarms,
    send_overdue_mail,
)


def tick(now: datetime | None = None) -> list[str]:
    """Do every job that no other clock has just done. Those that failed are named in the answer.

    No job runs inside a transaction: each opens its own around what belongs together. DatabaseAway if nothing
    can be done at all.
    """
    return [job.__name__ for job in JOBS if not do_once(job, now or timezone.now())]
