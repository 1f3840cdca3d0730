import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from feeds.sources.merge import merge_sources
from feeds.sources.opml import MAX_BYTES, NotOpml, parse_opml
from recalibrate.core.commands import TranslatedCommand


class Command(TranslatedCommand):
    help = gettext_noop(
        "Adds the sources of an OPML file that are missing and changes none that is there, so a second time "
        "does no harm. Fails if the file cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help=gettext("the OPML file; “-” reads it from the standard input"))
        parser.add_argument("--dry-run", action="store_true", help=gettext("only say what would be added"))
        parser.add_argument(
            "--paused", action="store_true", help=gettext("add them paused instead of following them")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            listed = parse_opml(self.contents(options["file"]))
        except (OSError, NotOpml) as error:
            raise CommandError(str(error)) from error
        merged = merge_sources(listed, is_followed=not options["paused"], is_dry_run=options["dry_run"])
        for name in merged.added:
            self.stdout.write(f"{gettext('new'):8} {name}")
        for name in merged.known:
            self.stdout.write(f"{gettext('known'):8} {name}")
        for words in merged.refused:
            self.stdout.write(f"{gettext('refused'):8} {words}")
        would = gettext("{added} would be added, {known} known already, {refused} refused.")
        did = gettext("{added} added, {known} known already, {refused} refused.")
        self.stdout.write(
            (would if options["dry_run"] else did).format(
                added=len(merged.added), known=len(merged.known), refused=len(merged.refused)
            )
        )

    def contents(self, name: str) -> bytes:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
