from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from feeds.sources.explain import explain
from recalibrate.outbound.errors import AddressRefused, RemoteError

CANNOT_BE_FOLLOWED, USAGE = 1, 2  # exit codes


class Command(BaseCommand):
    help = (
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
        self.stdout.write("It can be followed.")
