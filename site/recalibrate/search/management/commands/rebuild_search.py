from typing import Any

from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.search.index import rebuild


class Command(TranslatedCommand):
    help = gettext_noop(
        "Makes the index of the search anew, for when data came in past the site. It keeps itself otherwise."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(gettext("{count} things can be found.").format(count=rebuild()))
