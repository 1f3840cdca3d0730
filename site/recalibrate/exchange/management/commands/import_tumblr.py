from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.exchange.command import BringInCommand
from recalibrate.exchange.tumblr import read_tumblr


class Command(BringInCommand):
    kind = "tumblr"
    help = gettext_noop(
        "Brings in the posts of Tumblr's export (zip, folder, posts.xml or JSON) as drafts, each once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--blog", required=True, help=gettext("the blog's address: https://name.tumblr.com")
        )

    def handle(self, *args: Any, file: Path, blog: str, **options: Any) -> None:
        if not urlsplit(blog).netloc:
            raise CommandError(
                gettext("--blog is a whole address, such as https://name.tumblr.com"), returncode=2
            )
        # A file of the API's by itself is read as if it lay in a folder.
        is_alone = file.suffix.lower() in (".json", ".xml")
        with self.opened(file, only=is_alone) as archive:
            self.bring(read_tumblr(archive, blog.rstrip("/")), archive, {**options, "file": file})
