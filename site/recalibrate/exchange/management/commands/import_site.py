from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.exchange.archive import Archive, ArchiveRefused
from recalibrate.exchange.site_import import NotEmpty, put_back, validate_archive


class Command(TranslatedCommand):
    help = gettext_noop(
        "Makes an empty site the one that export_site wrote: all of it or nothing. Then create log-ins."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--check", action="store_true", help=gettext("only say whether it is whole and fits")
        )

    def handle(self, *args: Any, file: Path, check: bool, **options: Any) -> None:
        try:
            with Archive(file) as archive:
                if check:
                    check_whole(archive)
                    self.stdout.write(gettext("It is whole, and fits this version."))
                    return
                done = put_back(archive)
        except (ArchiveRefused, NotEmpty) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(gettext("{count} things are back.").format(count=sum(done.counts.values())))
        for title in done.drafts:
            self.stdout.write(
                gettext("“{title}” is a draft here: no second person’s approval of it is recorded.").format(
                    title=title
                )
            )


check_whole = validate_archive
