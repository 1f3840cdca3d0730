from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recalibrate.operations.backups import restore
from recalibrate.operations.backups.errors import BackupError


class Command(BaseCommand):
    help = "Puts a backup in the place of an empty site. Stop web, workers and clock first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder of one backup")
        parser.add_argument(
            "--replace", action="store_true", help="even where there is a site: it is gone then"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["backup"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The site is as it was at {manifest.made_at}, with {manifest.media_files} files.")
