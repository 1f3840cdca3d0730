from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext, gettext_noop

from recalibrate.exchange.command import BringInCommand
from recalibrate.exchange.wordpress import read_wxr


class Command(BringInCommand):
    kind = "wordpress"
    help = gettext_noop(
        "Brings in the posts of WordPress's export (Tools, Export: a .xml file) as drafts, each once."
    )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(gettext("{file} cannot be read.").format(file=file), returncode=2) from error
        self.bring(read_wxr(content), None, {**options, "file": file})
