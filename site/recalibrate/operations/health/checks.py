from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import machinery, work
from .check_result import CheckResult, critical
from .mail import check_mail

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)


class HealthCheck(NamedTuple):
    name: str
    title: StrOrPromise
    look: Callable[[datetime], CheckResult]


CHECKS = (
    HealthCheck("clock", "Clock", machinery.check_scheduler),
    HealthCheck("workers", "Workers", machinery.check_workers),
    HealthCheck("tasks", "Tasks", machinery.check_tasks),
    HealthCheck("sources", "Sources", work.check_sources),
    HealthCheck("pages", _("Scheduled pages"), work.check_pages),
    HealthCheck("approvals", _("Second approvals"), work.check_approvals),
    HealthCheck("mail", "Mail", check_mail),
    HealthCheck("backups", "Backups", work.check_backups),
    HealthCheck("disk", "Disk", machinery.check_disk),
    HealthCheck("database", "Database", machinery.check_database),
    HealthCheck("cache", "Cache", machinery.check_cache),
)


def run_checks(now: datetime) -> dict[HealthCheck, CheckResult]:
    """What every check finds; one that fails has found trouble."""
    return {check: _look(check, now) for check in CHECKS}


def _look(check: HealthCheck, now: datetime) -> CheckResult:
    # A check that fails in a transaction would take the others with it. Outside of one it needs none, and
    # on SQLite one would keep writers waiting for what only reads.
    apart = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with apart:
            return check.look(now)
    except Exception:
        logger.exception("The check of %s failed.", check.name)
        return critical(gettext("This could not be checked."), gettext("The log says why."))
