from typing import Any

from django.utils.translation import gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.privacy.data_map import data_map_markdown


class Command(TranslatedCommand):
    help = gettext_noop("Prints the table of what is stored about people, as in docs/assurance.md.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(data_map_markdown())
