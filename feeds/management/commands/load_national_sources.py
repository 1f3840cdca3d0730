from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext, gettext_noop, ngettext

from feeds.sources.national_sources import load_national_sources
from recalibrate.core.commands import TranslatedCommand


class Command(TranslatedCommand):
    help = gettext_noop("Adds the national sources that are missing and changes none that is there.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--follow", action="store_true", help=gettext("follow their feeds at once instead of paused")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_national_sources(is_followed=options["follow"])
        self.stdout.write(
            ngettext("%(count)d source added.", "%(count)d sources added.", added) % {"count": added}
        )
