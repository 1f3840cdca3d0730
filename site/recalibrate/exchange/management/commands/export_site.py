from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.exchange.site_export import take_out


class Command(TranslatedCommand):
    help = gettext_noop(
        "Writes content, curation and media to a zip of JSON Lines and files, with a README. No passwords, "
        "no contacts, and no subscribers unless asked for. Fails if media are missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--with-subscribers", action="store_true", help=gettext("people’s addresses too"))

    def handle(self, *args: Any, file: Path, with_subscribers: bool, **options: Any) -> None:
        if file.exists():
            raise CommandError(gettext("{file} exists. Choose another name.").format(file=file), returncode=2)
        done = take_out(file, with_subscribers=with_subscribers)
        rows = sum(entry.get("rows", 0) for entry in done.files.values())
        media = sum(name.startswith("media/") for name in done.files)
        self.stdout.write(
            gettext("{rows} things and {media} files are in {file}.").format(
                rows=rows, media=media, file=file.name
            )
        )
        if done.missing:
            raise CommandError(
                gettext("These media are missing: {names}").format(names=", ".join(done.missing))
            )
