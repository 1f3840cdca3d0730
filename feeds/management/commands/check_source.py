from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from feeds.sources.explain import explain
from recalibrate.core.commands import TranslatedCommand
from recalibrate.outbound.errors import AddressRefused, RemoteError

CANNOT_BE_FOLLOWED, USAGE = 1, 2  # exit codes


class Command(TranslatedCommand):
    help = gettext_noop(
        "Explains everything it sees at a feed's address, and stores nothing. "
        "Exit code 0: it can be followed; 1: it cannot, and why; 2: it is no address that is ever fetched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", metavar="URL")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            explain(options["url"], now=timezone.now(), tell=self.stdout.write)
        except AddressRefused as error:
            raise CommandError(str(error), returncode=USAGE) from error
        except RemoteError as error:
            raise CommandError(str(error), returncode=CANNOT_BE_FOLLOWED) from error
        self.stdout.write(gettext("It can be followed."))
