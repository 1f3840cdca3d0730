"""What the commands that bring in posts share: options, the report, exit codes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext

from recalibrate.core.commands import TranslatedCommand
from recalibrate.core.models import Contributor, User

from .archive import Archive, ArchiveRefused
from .imported_post import Arriving, LeftOut, Said
from .models import ImportRun
from .pictures import Pictures
from .post_import import Options, bring_in
from .report import Report

SHOWN = 200  # what a terminal still scrolls back; the screen of the import has them all


class BringInCommand(TranslatedCommand):
    """Exit code 0: all of it came in. 3: some things were left out, each named. 2: it cannot be read."""

    kind = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help=gettext("make nothing, only report"))
        parser.add_argument(
            "--no-fetch", action="store_true", help=gettext("take pictures from the file only")
        )
        parser.add_argument(
            "--pictures", type=Path, metavar="FOLDER", help=gettext("where its pictures are, or a zip")
        )
        parser.add_argument("--owner", help=gettext("the log-in that will own the drafts"))
        parser.add_argument(
            "--author",
            action="append",
            default=[],
            metavar="NAME=CONTRIBUTOR",
            help=gettext("whose name is whose slug here"),
        )

    def bring(
        self, things: Iterable[Arriving | LeftOut | Said], archive: Archive | None, options: dict[str, Any]
    ) -> None:
        is_dry, owner, path = options["dry_run"], _owner(options["owner"]), options["pictures"]
        archives = [one for one in (archive, self.opened(path) if path else None) if one]
        authors = _authors(options["author"])
        run = None if is_dry else self.started(options["file"], owner)
        try:
            report = bring_in(
                things,
                Pictures(archives, may_fetch=not options["no_fetch"], run=run),
                Options(owner, authors, is_dry=is_dry, run=run),
            )
        except ArchiveRefused as refused:
            if run:
                run.state, run.trouble = run.State.FAILED, str(refused)
                run.save()
            raise CommandError(str(refused), returncode=2) from refused
        if run:
            run.state, run.done, run.report = run.State.DONE, len(report.made), report.as_json()
            run.save()
        self.tell(report, is_dry=is_dry)

    def started(self, path: Path, owner: User | None) -> ImportRun:
        return ImportRun.objects.create(
            kind=self.kind, name=path.name[:255], state=ImportRun.State.RUNNING, started_by=owner
        )

    def opened(self, path: Path, *, only: bool = False) -> Archive:
        try:
            return Archive(path, only=only)
        except ArchiveRefused as refused:
            raise CommandError(str(refused), returncode=2) from refused

    def tell(self, report: Report, *, is_dry: bool) -> None:
        would = gettext("{count} posts would be made; {known} were brought in before.")
        did = gettext("{count} posts made, as drafts; {known} were brought in before.")
        counted = [f"{one.title} ({one.address}): {one.account.line()}" for one in report.made]
        self.lines((would if is_dry else did).format(count=len(report.made), known=report.known), counted)
        words, lost = report.words
        self.stdout.write(
            gettext("{words} words came in, {lost} of them are not in the drafts.").format(
                words=f"{words:,}", lost=f"{lost:,}"
            )
        )
        self.lines(gettext("About the file:"), report.said)
        self.lines(
            gettext("To look at:"), [f"{one.title}: {line}" for one in report.made for line in one.remarks]
        )
        self.lines(gettext("Left out:"), [f"{one.name}: {one.reason}" for one in report.left_out])
        if not report.is_whole:
            raise CommandError(gettext("Some things were left out. Each is named above."), returncode=3)

    def lines(self, heading: str, lines: list[str]) -> None:
        if not lines and heading.endswith(":"):
            return
        self.stdout.write(heading)
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {line}")
        if len(lines) > SHOWN:
            self.stdout.write("  " + gettext("and {count} more").format(count=len(lines) - SHOWN))


def _owner(username: str | None) -> User | None:
    if not username:
        return None
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist as error:
        raise CommandError(
            gettext("There is no log-in {username}.").format(username=username), returncode=2
        ) from error


def _authors(pairs: list[str]) -> dict[str, Contributor]:
    found = {}
    for pair in pairs:
        name, _, slug = pair.partition("=")
        contributor = Contributor.objects.filter(slug=slug).first()
        if contributor is None:
            raise CommandError(gettext("There is no contributor {slug}.").format(slug=slug), returncode=2)
        found[name] = contributor
    return found
