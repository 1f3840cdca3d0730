import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from feeds.sources.merge import merge_sources
from feeds.sources.opml import MAX_BYTES, NotOpml, parse_opml


class Command(BaseCommand):
    help = (
        "Adds the sources of an OPML file that are missing and changes none that is there, so a second time "
        "does no harm. Fails if the file cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the OPML file; “-” reads it from the standard input")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be added")
        parser.add_argument("--paused", action="store_true", help="add them paused instead of following them")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            listed = parse_opml(self.contents(options["file"]))
        except (OSError, NotOpml) as error:
            raise CommandError(str(error)) from error
        merged = merge_sources(listed, is_followed=not options["paused"], is_dry_run=options["dry_run"])
        for name in merged.added:
            self.stdout.write(f"new      {name}")
        for name in merged.known:
            self.stdout.write(f"known    {name}")
        for words in merged.refused:
            self.stdout.write(f"refused  {words}")
        verb = "would be added" if options["dry_run"] else "added"
        self.stdout.write(
            f"{len(merged.added)} {verb}, {len(merged.known)} known already, {len(merged.refused)} refused."
        )

    def contents(self, name: str) -> bytes:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
