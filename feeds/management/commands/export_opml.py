from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from feeds.sources.merge import export_sources
from recalibrate.core.commands import TranslatedCommand


class Command(TranslatedCommand):
    help = gettext_noop(
        "Writes all sources as OPML, to a file or to the standard output, for import_opml or a feed reader."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", help=gettext("where to write; without it, to the standard output")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        document = export_sources()
        if not options["file"]:
            self.stdout.write(document.decode())
            return
        try:
            Path(options["file"]).write_bytes(document)
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(gettext("Written to {file}.").format(file=options["file"]))
