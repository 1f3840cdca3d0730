from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.operations.backups import make_backup, verify
from recalibrate.operations.backups.errors import BackupError
from recalibrate.operations.backups.rotation import Keep


class Command(TranslatedCommand):
    help = gettext_noop(
        "Makes a backup of database and media, or checks one. Others may read and write meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, help=gettext("the folder of all backups; RECALIBRATE_BACKUP_DIR")
        )
        parser.add_argument("--check", type=Path, metavar="BACKUP", help=gettext("make none; check this one"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                verify(options["check"])
                self.stdout.write(gettext("It is whole."))
            else:
                self.stdout.write(str(make_backup(folder(options["to"]), keep=Keep(*settings.BACKUP_KEEP))))
        except BackupError as error:
            raise CommandError(str(error)) from error


def folder(given: Path | None) -> Path:
    if given is None and not settings.BACKUP_DIR:
        raise CommandError(gettext("Say where to: --to FOLDER, or RECALIBRATE_BACKUP_DIR."))
    return given or Path(settings.BACKUP_DIR)
