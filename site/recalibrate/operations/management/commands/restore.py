import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.operations.backups import restore
from recalibrate.operations.backups.errors import BackupError
from recalibrate.operations.backups.here import what_is_here
from recalibrate.operations.backups.restore import is_empty


class Command(TranslatedCommand):
    help = gettext_noop("Puts a backup in the place of an empty site. Stop web, workers and clock first.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help=gettext("the folder of one backup"))
        parser.add_argument(
            "--replace",
            action="store_true",
            help=gettext("even where there is a site: says what goes, and asks"),
        )
        parser.add_argument(
            "--gone",
            metavar="PAGES",
            help=gettext("how many pages go with --replace, instead of being asked"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["replace"] and not is_empty():
            self.ask(options["gone"])
        try:
            manifest = restore(options["backup"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            gettext("The site is as it was at {made_at}, with {media_files} files.").format(
                made_at=manifest.made_at, media_files=manifest.media_files
            )
        )

    def ask(self, gone: str | None) -> None:
        """Raises CommandError unless the operator agrees to the number, at a terminal or by naming it."""
        counts = {name: "unknown" if count is None else str(count) for name, count in what_is_here().items()}
        self.stdout.write(gettext("The backup replaces what is here. These are deleted for good:"))
        for name, count in counts.items():
            self.stdout.write(f"{count:>7} {name}")
        pages = counts["pages"]
        if gone is None and not sys.stdin.isatty():
            raise CommandError(
                gettext("Nothing was changed. To agree without a terminal, add --gone {pages}.").format(
                    pages=pages
                )
            )
        question = gettext("To replace them, type the number of pages, {pages}: ").format(pages=pages)
        if (gone or input(question).strip()) != pages:
            raise CommandError(
                gettext("Nothing was changed: there are {pages} pages here.").format(pages=pages)
            )
