import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recalibrate.operations.backups import restore
from recalibrate.operations.backups.errors import BackupError
from recalibrate.operations.backups.here import what_is_here
from recalibrate.operations.backups.restore import is_empty


class Command(BaseCommand):
    help = "Puts a backup in the place of an empty site. Stop web, workers and clock first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder of one backup")
        parser.add_argument(
            "--replace", action="store_true", help="even where there is a site: says what goes, and asks"
        )
        parser.add_argument(
            "--gone", metavar="PAGES", help="how many pages go with --replace, instead of being asked"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["replace"] and not is_empty():
            self.ask(options["gone"])
        try:
            manifest = restore(options["backup"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The site is as it was at {manifest.made_at}, with {manifest.media_files} files.")

    def ask(self, gone: str | None) -> None:
        """Raises CommandError unless the operator agrees to the number, at a terminal or by naming it."""
        counts = {name: "unknown" if count is None else str(count) for name, count in what_is_here().items()}
        self.stdout.write("These are here, and are gone for good when the backup takes their place:")
        for name, count in counts.items():
            self.stdout.write(f"{count:>7} {name}")
        pages = counts["pages"]
        if gone is None and not sys.stdin.isatty():
            raise CommandError(f"Nothing was changed. To agree without a terminal, add --gone {pages}.")
        if (gone or input(f"To replace them, type the number of pages, {pages}: ").strip()) != pages:
            raise CommandError(f"Nothing was changed: there are {pages} pages here.")
