from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from feeds.sources.national_sources import load_national_sources


class Command(BaseCommand):
    help = "Adds the national sources that are missing and changes none that is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--follow", action="store_true", help="follow their feeds at once instead of paused"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_national_sources(is_followed=options["follow"])
        self.stdout.write(f"{added} {'source' if added == 1 else 'sources'} added.")
