from typing import Any

from django.utils.translation import gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.privacy.deletions import deletions_markdown


class Command(TranslatedCommand):
    help = gettext_noop("Prints the table of everything that deletes for good, as in docs/assurance.md.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(deletions_markdown())
