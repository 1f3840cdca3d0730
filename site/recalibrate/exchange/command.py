"""What the commands that bring in posts share: options, the report, exit codes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recalibrate.core.models import Contributor, User

from .archive import Archive, ArchiveRefused
from .imported_post import Arriving, LeftOut
from .pictures import Pictures
from .post_import import Report, bring_in

SHOWN = 200


class BringInCommand(BaseCommand):
    """Exit code 0: all of it came in. 1: some was left out, and the report says why. 2: it cannot be read."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="make nothing, only report")
        parser.add_argument("--no-fetch", action="store_true", help="take pictures from the file only")
        parser.add_argument("--owner", help="the log-in that will own the drafts")
        parser.add_argument(
            "--author",
            action="append",
            default=[],
            metavar="NAME=CONTRIBUTOR",
            help="whose name is whose slug here",
        )

    def bring(
        self, things: Iterable[Arriving | LeftOut], archive: Archive | None, options: dict[str, Any]
    ) -> None:
        try:
            report = bring_in(
                things,
                Pictures(archive, may_fetch=not options["no_fetch"]),
                owner=_owner(options["owner"]),
                authors=_authors(options["author"]),
                is_dry=options["dry_run"],
            )
        except ArchiveRefused as refused:
            raise CommandError(str(refused), returncode=2) from refused
        self.tell(report, is_dry=options["dry_run"])

    def opened(self, path: Path) -> Archive:
        try:
            return Archive(path)
        except ArchiveRefused as refused:
            raise CommandError(str(refused), returncode=2) from refused

    def tell(self, report: Report, *, is_dry: bool) -> None:
        made = "would be made" if is_dry else "made, as drafts"
        self.lines(f"{len(report.made)} posts {made}; {report.known} were brought in before.", report.made)
        if report.unclear:
            self.lines("To look at:", report.unclear)
        if report.left_out:
            self.lines("Left out:", [f"{one.name}: {one.reason}" for one in report.left_out])
            raise CommandError(f"{len(report.left_out)} were left out.", returncode=1)

    def lines(self, heading: str, lines: list[str]) -> None:
        self.stdout.write(heading)
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {line}")
        if len(lines) > SHOWN:
            self.stdout.write(f"  and {len(lines) - SHOWN} more")


def _owner(username: str | None) -> User | None:
    if not username:
        return None
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist as error:
        raise CommandError(f"There is no log-in {username}.", returncode=2) from error


def _authors(pairs: list[str]) -> dict[str, Contributor]:
    found = {}
    for pair in pairs:
        name, _, slug = pair.partition("=")
        contributor = Contributor.objects.filter(slug=slug).first()
        if contributor is None:
            raise CommandError(f"There is no contributor {slug}.", returncode=2)
        found[name] = contributor
    return found
