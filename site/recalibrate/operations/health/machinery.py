"""What runs the site: database, cache, clock, workers, tasks, disk."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ..disk import GB, room
from ..models import Job, Worker
from ..readiness import CLOCK_TICKS_WITHIN, cache_answers, last_tick, migrations_are_applied
from ..releases import version_mismatch
from .check_result import CheckResult, critical, ok, warning

WAITS_LONG, RUNS_LONG = timedelta(minutes=15), timedelta(hours=1)
A_DAY = timedelta(days=1)  # a failed task is told of for so long: the words say “in the last 24 hours”
START = _("Start it again, and read its log. docs/operations.md has the command.")


def check_database(now: datetime) -> CheckResult:
    if words := version_mismatch():
        return critical(words, gettext("Install the version of the program that fits."))
    if not migrations_are_applied(now):
        return critical(
            gettext("The database and the program are different versions."),
            gettext("Run `python manage.py migrate`."),
        )
    return ok(gettext("The database works, and is the right version."))


def check_cache(now: datetime) -> CheckResult:
    if cache_answers(now):
        return ok(gettext("The cache works."))
    return warning(
        gettext("Redis does not answer."),
        gettext("Start it. Until then each process counts limits for itself."),
    )


def check_scheduler(now: datetime) -> CheckResult:
    last = last_tick()
    if last is None:
        return critical(
            gettext("The clock has never run: nothing is published, refreshed or sent."), str(START)
        )
    if now - last >= CLOCK_TICKS_WITHIN:
        return critical(
            gettext("The clock is silent: nothing is published, refreshed or sent."), str(START), last
        )
    failing = list(Job.objects.failing().order_by("name"))
    if failing:
        names = ", ".join(map(str, failing))
        since = min(job.failing_since for job in failing if job.failing_since)
        return critical(
            gettext("The clock runs, but these fail: %(names)s.") % {"names": names},
            gettext("The log says why."),
            since,
        )
    return ok(gettext("The clock runs, and does what is due."), last)


def check_workers(now: datetime) -> CheckResult:
    count = Worker.objects.at_work(now).count()
    if count:
        return ok(ngettext("A worker is there.", "{} workers are there.", count).format(count))
    seen = Worker.objects.aggregate(last=Max("seen_at"))["last"]
    if "worker" in settings.READINESS_LEAVES_OUT:
        return ok(gettext("There is no worker, and we expect none."))
    return critical(
        gettext("There is no worker: sources are not refreshed, and e-mails are not sent."), str(START), seen
    )


def check_tasks(now: datetime) -> CheckResult:
    ready, running = TaskResultStatus.READY, TaskResultStatus.RUNNING
    waiting = DBTaskResult.objects.filter(status=ready, enqueued_at__lt=now - WAITS_LONG)
    if count := waiting.count():
        since = waiting.aggregate(first=Min("enqueued_at"))["first"]
        return critical(
            gettext("%(tasks)s waited for more than 15 minutes.") % {"tasks": _tasks(count)},
            gettext("Start another worker."),
            since,
        )
    stuck = DBTaskResult.objects.filter(status=running, started_at__lt=now - RUNS_LONG)
    if task := stuck.order_by("started_at").first():
        to_do = gettext("If it makes no progress, restart the workers. They do it again.")
        return warning(
            gettext("%(task)s has been running for more than an hour.") % {"task": task.task_path},
            to_do,
            task.started_at,
        )
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=now - A_DAY)
    if count := failed.count():
        return warning(
            gettext("%(tasks)s failed in the last 24 hours.") % {"tasks": _tasks(count)},
            gettext("The log says why."),
        )
    return ok(gettext("No task has waited for long."))


def _tasks(count: int) -> str:
    return ngettext("One task has", "{} tasks have", count).format(count)


def check_disk(now: datetime) -> CheckResult:
    left = room()
    words = gettext("%(free)s GB of %(total)s GB are free.") % {
        "free": f"{left.free / GB:.1f}",
        "total": f"{left.total / GB:.0f}",
    }
    if left.is_very_low():
        return critical(
            gettext("The disk is nearly full: %(words)s") % {"words": words},
            gettext("Make room now: a full disk stops every change."),
        )
    if left.is_low():
        return warning(
            gettext("The disk is filling up: %(words)s") % {"words": words},
            gettext("Make room, or get a larger disk."),
        )
    return ok(words)
