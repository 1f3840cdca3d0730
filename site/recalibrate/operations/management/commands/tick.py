import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recalibrate.infra.postgresql.limits import BACKGROUND, answer_within
from recalibrate.operations.scheduler import tick


class Command(BaseCommand):
    help = "Does what is due: scheduled publishing, feed refreshes, lost tasks. Run it every minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, once every so many seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        answer_within(BACKGROUND)
        if options["every"]:
            return self.go_on(options["every"])
        if failed := tick():
            raise CommandError(f"Failed: {', '.join(failed)}; the log says why.")
        return None

    def go_on(self, seconds: int) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            tick()
            stopped.wait(seconds)
