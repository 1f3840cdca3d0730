"""Whether this process can do its work, for machines that ask: names of checks, and no detail."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone

from feeds.models import Source

from .disk import room
from .models import Job, Worker
from .releases import version_mismatch

# It ticks each minute: one that takes long is no alarm, five missed are.
CLOCK_TICKS_WITHIN = timedelta(minutes=5)
SHARED_WITH_WORKERS = "raise_alarms"
REFRESHED_WITHIN = timedelta(hours=3)  # past its time: backing off never makes a source late


def database_answers(now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def migrations_are_applied(now: datetime) -> bool:
    """Newer ones than ours are fine, of the next minor version: while it is upgraded, the old one goes on."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes()) and not version_mismatch()


def cache_answers(now: datetime) -> bool:
    answers: Callable[[], bool] | None = getattr(cache, "answers", None)
    return answers is None or answers()


def worker_is_there(now: datetime) -> bool:
    return Worker.objects.at_work(now).exists()


def clock_ticks(now: datetime) -> bool:
    last = last_tick()
    return last is not None and now - last < CLOCK_TICKS_WITHIN


def last_tick() -> datetime | None:
    """By what clocks alone do: workers look after alarms, too."""
    return Job.objects.exclude(name=SHARED_WITH_WORKERS).aggregate(last=Max("done_at"))["last"]


def sources_are_fresh(now: datetime) -> bool:
    return not Source.objects.due(now - REFRESHED_WITHIN).exists()


def disk_has_room(now: datetime) -> bool:
    return not room().is_very_low()


CHECKS: dict[str, Callable[[datetime], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "cache": cache_answers,
    "worker": worker_is_there,
    "clock": clock_ticks,
    "refresh": sources_are_fresh,
    "disk": disk_has_room,
}


WITHOUT_DATABASE = {"cache", "disk"}


def readiness(now: datetime | None = None) -> dict[str, bool | None]:
    """Each check and whether it holds; None where only a database that is away could tell."""
    moment = now or timezone.now()
    found: dict[str, bool | None] = {}
    for name in CHECKS:
        if name not in settings.READINESS_LEAVES_OUT:
            can_be_asked = found.get("database", True) or name in WITHOUT_DATABASE
            found[name] = _holds(CHECKS[name], moment) if can_be_asked else None
    return found


def _holds(check: Callable[[datetime], bool], now: datetime) -> bool:
    try:
        return check(now)
    except Error:
        return False
