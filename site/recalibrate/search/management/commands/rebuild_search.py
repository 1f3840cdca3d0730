from typing import Any

from django.core.management.base import BaseCommand

from recalibrate.search.index import rebuild


class Command(BaseCommand):
    help = (
        "Makes the index of the search anew, for when data came in past the site. It keeps itself otherwise."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} things can be found.")
