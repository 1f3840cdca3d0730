from typing import Any

from django.core.management.base import BaseCommand

from recalibrate.privacy.deletions import deletions_markdown


class Command(BaseCommand):
    help = "Prints the table of everything that deletes for good, as in docs/assurance.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(deletions_markdown())
