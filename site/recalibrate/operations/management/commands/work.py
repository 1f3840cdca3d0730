from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.infra.postgresql.limits import BACKGROUND, answer_within
from recalibrate.mail.overdue import send_overdue
from recalibrate.operations.claim import do_once
from recalibrate.operations.releases import require_fit
from recalibrate.operations.worker_loop import WorkerLoop

from ...health.alerts import raise_alarms


class Command(TranslatedCommand):
    help = gettext_noop(
        "A background worker: does tasks until it is told to end, through restarts of the database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--queue", action="append", metavar="NAME", help=gettext("only these; all if not given")
        )
        parser.add_argument("--not-queue", action="append", metavar="NAME", help=gettext("all but these"))

    def handle(self, *args: Any, **options: Any) -> None:
        answer_within(BACKGROUND)
        require_fit()
        WorkerLoop(
            options["queue"] or ["*"], without=options["not_queue"] or [], also=watch
        ).run_until_stopped()


def watch(now: datetime) -> None:
    """Workers notice a silent clock, and the clock notices silent workers; either way the alarm gets out."""
    do_once(raise_alarms, now)
    send_overdue(now)
