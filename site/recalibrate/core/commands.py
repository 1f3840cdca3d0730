"""What all commands of ours share."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext


class TranslatedCommand(BaseCommand):
    """Its `help` is marked where it stands and said in the site's language: argparse takes no lazy text."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        self.help = gettext(self.help) if self.help else ""
        return super().create_parser(prog_name, subcommand, **kwargs)
