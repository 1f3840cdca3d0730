from typing import Any

from django.core.management.base import BaseCommand

from recalibrate.privacy.data_map import data_map_markdown


class Command(BaseCommand):
    help = "Prints the table of what is stored about people, as in docs/assurance.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(data_map_markdown())
