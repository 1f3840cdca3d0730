import logging
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from . import machinery, work
from .check_result import Finding, act
from .mail import mail

logger = logging.getLogger(__name__)


class Check(NamedTuple):
    name: str
    title: str
    look: Callable[[datetime], Finding]


CHECKS = (
    Check("clock", "Clock", machinery.clock),
    Check("workers", "Workers", machinery.workers),
    Check("tasks", "Tasks", machinery.tasks),
    Check("sources", "Sources", work.sources),
    Check("pages", "Scheduled pages", work.pages),
    Check("approvals", "Second approvals", work.approvals),
    Check("mail", "Mail", mail),
    Check("backups", "Backups", work.backups),
    Check("disk", "Disk", machinery.disk),
    Check("database", "Database", machinery.database),
    Check("cache", "Cache", machinery.cache),
)


def findings(now: datetime) -> dict[Check, Finding]:
    """What every check finds; one that fails has found trouble."""
    return {check: _look(check, now) for check in CHECKS}


def _look(check: Check, now: datetime) -> Finding:
    # A check that fails in a transaction would take the others with it. Outside of one it needs none, and
    # on SQLite one would keep writers waiting for what only reads.
    apart = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with apart:
            return check.look(now)
    except Exception:
        logger.exception("The check of %s failed.", check.name)
        return act("This could not be checked.", "The log says why.")
