"""What runs the site: database, cache, clock, workers, tasks, disk."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min
from django.utils.translation import ngettext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ..disk import GB, room
from ..models import Job, Worker
from ..readiness import CLOCK_TICKS_WITHIN, cache_answers, last_tick, migrations_are_applied
from ..releases import version_mismatch
from .check_result import CheckResult, critical, ok, warning

WAITS_LONG, RUNS_LONG = timedelta(minutes=15), timedelta(hours=1)
A_DAY = timedelta(days=1)
START = "Start it again, and look into its log: docs/operations.md names the command."


def check_database(now: datetime) -> CheckResult:
    if words := version_mismatch():
        return critical(words, "Put the program back that fits.")
    if not migrations_are_applied(now):
        return critical(
            "The database is of another version than the program.", "Run `python manage.py migrate`."
        )
    return ok("The database answers, and is of this version.")


def check_cache(now: datetime) -> CheckResult:
    if cache_answers(now):
        return ok("The cache answers.")
    return warning("Redis does not answer.", "Start it. Until then limits are counted by each process.")


def check_scheduler(now: datetime) -> CheckResult:
    last = last_tick()
    if last is None:
        return critical("The clock has never run: nothing is published, refreshed or sent by itself.", START)
    if now - last >= CLOCK_TICKS_WITHIN:
        return critical(
            "The clock is silent: nothing is published, refreshed or sent by itself.", START, last
        )
    failing = list(Job.objects.failing().order_by("name"))
    if failing:
        names = ", ".join(map(str, failing))
        since = min(job.failing_since for job in failing if job.failing_since)
        return critical(f"The clock runs, but these fail: {names}.", "The log says why.", since)
    return ok("The clock runs, and does what is due.", last)


def check_workers(now: datetime) -> CheckResult:
    count = Worker.objects.at_work(now).count()
    if count:
        return ok(ngettext("A worker is there.", "{} workers are there.", count).format(count))
    seen = Worker.objects.aggregate(last=Max("seen_at"))["last"]
    if "worker" in settings.READINESS_LEAVES_OUT:
        return ok("There is no worker, and none is expected.")
    return critical("No worker is there: sources are not refreshed, digests not sent.", START, seen)


def check_tasks(now: datetime) -> CheckResult:
    ready, running = TaskResultStatus.READY, TaskResultStatus.RUNNING
    waiting = DBTaskResult.objects.filter(status=ready, enqueued_at__lt=now - WAITS_LONG)
    if count := waiting.count():
        since = waiting.aggregate(first=Min("enqueued_at"))["first"]
        return critical(f"{_tasks(count)} waited for more than 15 minutes.", "Start another worker.", since)
    stuck = DBTaskResult.objects.filter(status=running, started_at__lt=now - RUNS_LONG)
    if task := stuck.order_by("started_at").first():
        to_do = "If nothing moves, restart the workers: it is done again."
        return warning(f"{task.task_path} has been running for more than an hour.", to_do, task.started_at)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=now - A_DAY)
    if count := failed.count():
        return warning(f"{_tasks(count)} failed in the last 24 hours.", "The log says why.")
    return ok("No task waits for long.")


def _tasks(count: int) -> str:
    return ngettext("One task has", "{} tasks have", count).format(count)


def check_disk(now: datetime) -> CheckResult:
    left = room()
    words = f"{left.free / GB:.1f} GB of {left.total / GB:.0f} GB are free."
    if left.is_very_low():
        return critical(f"The disk is nearly full: {words}", "Make room now: a full disk stops every change.")
    if left.is_low():
        return warning(f"The disk fills up: {words}", "Make room, or get a larger one.")
    return ok(words)
