from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.privacy.purge import BATCH, overdue_rows, purge


class Command(TranslatedCommand):
    help = gettext_noop(
        "Deletes everything whose time is over. The clock does so at night; this does it now."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help=gettext("say what is overdue and delete nothing")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            self.say(overdue_rows(now))
            return
        counts = purge(now)
        self.say(counts)
        while max(counts.values()) >= BATCH:
            counts = purge(now)
            self.say(counts)

    def say(self, counts: dict[str, int]) -> None:
        for name, count in counts.items():
            self.stdout.write(f"{count:>7} {gettext(name)}")
