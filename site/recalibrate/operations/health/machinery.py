"""What runs the site: database, cache, clock, workers, tasks, disk."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ..disk import GB, room
from ..models import Job, Worker
from ..readiness import CLOCK_TICKS_WITHIN, cache_answers, last_tick, migrations_are_applied
from ..releases import refusal
from .check_result import Finding, act, good, look

WAITS_LONG, RUNS_LONG = timedelta(minutes=15), timedelta(hours=1)
A_DAY = timedelta(days=1)
START = "Start it again, and look into its log: docs/operations.md names the command."


def database(now: datetime) -> Finding:
    if words := refusal():
        return act(words, "Put the program back that fits.")
    if not migrations_are_applied(now):
        return act("The database is of another version than the program.", "Run `python manage.py migrate`.")
    return good("The database answers, and is of this version.")


def cache(now: datetime) -> Finding:
    if cache_answers(now):
        return good("The cache answers.")
    return look("Redis does not answer.", "Start it. Until then limits are counted by each process.")


def clock(now: datetime) -> Finding:
    last = last_tick()
    if last is None:
        return act("The clock has never run: nothing is published, refreshed or sent by itself.", START)
    if now - last >= CLOCK_TICKS_WITHIN:
        return act("The clock is silent: nothing is published, refreshed or sent by itself.", START, last)
    failing = list(Job.objects.failing().order_by("name"))
    if failing:
        names = ", ".join(map(str, failing))
        since = min(job.failing_since for job in failing if job.failing_since)
        return act(f"The clock runs, but these fail: {names}.", "The log says why.", since)
    return good("The clock runs, and does what is due.", last)


def workers(now: datetime) -> Finding:
    count = Worker.objects.at_work(now).count()
    if count:
        return good("A worker is there." if count == 1 else f"{count} workers are there.")
    seen = Worker.objects.aggregate(last=Max("seen_at"))["last"]
    if "worker" in settings.READINESS_LEAVES_OUT:
        return good("There is no worker, and none is expected.")
    return act("No worker is there: sources are not refreshed, digests not sent.", START, seen)


def tasks(now: datetime) -> Finding:
    ready, running = TaskResultStatus.READY, TaskResultStatus.RUNNING
    waiting = DBTaskResult.objects.filter(status=ready, enqueued_at__lt=now - WAITS_LONG)
    if count := waiting.count():
        since = waiting.aggregate(first=Min("enqueued_at"))["first"]
        return act(f"{_tasks(count)} waited for more than 15 minutes.", "Start another worker.", since)
    stuck = DBTaskResult.objects.filter(status=running, started_at__lt=now - RUNS_LONG)
    if task := stuck.order_by("started_at").first():
        to_do = "If nothing moves, restart the workers: it is done again."
        return look(f"{task.task_path} has been running for more than an hour.", to_do, task.started_at)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=now - A_DAY)
    if count := failed.count():
        return look(f"{_tasks(count)} failed in the last 24 hours.", "The log says why.")
    return good("No task waits for long.")


def _tasks(count: int) -> str:
    return "One task has" if count == 1 else f"{count} tasks have"


def disk(now: datetime) -> Finding:
    left = room()
    words = f"{left.free / GB:.1f} GB of {left.total / GB:.0f} GB are free."
    if left.is_very_low():
        return act(f"The disk is nearly full: {words}", "Make room now: a full disk stops every change.")
    if left.is_low():
        return look(f"The disk fills up: {words}", "Make room, or get a larger one.")
    return good(words)
