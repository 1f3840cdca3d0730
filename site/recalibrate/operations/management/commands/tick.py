import signal
import threading
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.infra.postgresql.limits import BACKGROUND, answer_within
from recalibrate.mail.overdue import wait_for_it
from recalibrate.operations.claim import DatabaseAway
from recalibrate.operations.releases import require_fit
from recalibrate.operations.scheduler import tick
from recalibrate.operations.worker_loop import note_trouble, wait_after

LATE_MAIL_SECONDS = 60  # cron starts the next tick after a minute


class Command(TranslatedCommand):
    help = gettext_noop(
        "Does what is due: scheduled publishing, feed refreshes, lost tasks. Run it every minute. "
        "With --every it goes on through restarts of the database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help=gettext("go on, once every so many seconds")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        answer_within(BACKGROUND)
        require_fit()
        if options["every"]:
            return self.go_on(options["every"])
        try:
            failed = tick()
        except DatabaseAway as error:
            raise CommandError(gettext("The database is away; the next tick does what is due.")) from error
        wait_for_it(LATE_MAIL_SECONDS)
        if failed:
            raise CommandError(
                gettext("Failed: {failed}; the log says why.").format(failed=", ".join(failed))
            )
        return None

    def go_on(self, seconds: int) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        failures = 0
        while not stopped.is_set():
            try:
                tick()
            except DatabaseAway as error:
                note_trouble("The clock cannot use the database", error)
                connections.close_all()
                failures += 1
                stopped.wait(wait_after(failures))
            else:
                failures = 0
                stopped.wait(seconds)
