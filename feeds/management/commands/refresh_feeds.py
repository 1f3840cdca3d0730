import time
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from feeds.models import Source
from feeds.pipeline.types import RefreshOutcome
from feeds.refreshing.deduplicate import deduplicate_new_items
from feeds.refreshing.refresh import refresh_all, try_out
from recalibrate.core.commands import TranslatedCommand
from recalibrate.infra.disk_full import is_disk_full

FULL = gettext_lazy("The disk is full: what did not fit was not stored, and is asked for again.")
USAGE, BUGS = 2, 1  # exit codes; a source in trouble is none of our errors

Outcomes = Iterator[tuple[Source, RefreshOutcome | Exception]]


class Command(TranslatedCommand):
    help = gettext_noop(
        "Refreshes the sources that are due, or the ones named by slug, due or not. Exit code 0: all is well "
        "on our side, whatever the sources said; 1: a refresh met a bug; 2: no such source."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "slugs", nargs="*", metavar="SOURCE", help=gettext("slugs of sources, due or not")
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help=gettext("all followed sources, asked for everything, changed or not"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=gettext("fetch and read, but store nothing")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started, sources = time.monotonic(), chosen(options["slugs"], is_forced=options["force"])
        done: list[RefreshOutcome | Exception] = []
        try:
            for source, outcome in outcomes(sources, options):
                done.append(outcome)
                self.stdout.write(f"[{len(done):>3}/{len(sources)}] {source.name:<32.32} {in_words(outcome)}")
                self.stdout.flush()
            if not options["dry_run"]:
                deduplicate_new_items()
        except DatabaseError as error:
            if not is_disk_full(error):
                raise
            raise CommandError(FULL, returncode=BUGS) from error
        self.summarise(done, len(sources), time.monotonic() - started, is_dry=options["dry_run"])
        if bugs := sum(isinstance(outcome, Exception) for outcome in done):
            raise CommandError(
                gettext("{bugs} refreshes met a bug; the log has the traceback.").format(bugs=bugs),
                returncode=BUGS,
            )

    def summarise(
        self, done: list[RefreshOutcome | Exception], wanted: int, seconds: float, *, is_dry: bool
    ) -> None:
        well = [outcome for outcome in done if isinstance(outcome, RefreshOutcome)]
        rows = {
            "sources refreshed": len(done),
            "left to another worker": wanted - len(done),
            "unchanged": sum(outcome.not_modified for outcome in well),
            "in trouble": sum(bool(outcome.trouble) for outcome in well),
            "met a bug": len(done) - len(well),
            "new items": sum(outcome.new for outcome in well),
            "changed items": sum(outcome.changed for outcome in well),
        }
        said = gettext("{seconds} seconds; nothing was stored") if is_dry else gettext("{seconds} seconds")
        self.stdout.write("\n" + said.format(seconds=f"{seconds:.1f}"))
        for name, count in rows.items():
            self.stdout.write(f"{name:<24}{count:>6}")


def chosen(slugs: list[str], *, is_forced: bool) -> list[Source]:
    """The sources to refresh; a slug that nothing is followed under is a usage error."""
    if slugs:
        sources = list(Source.objects.exclude(feed_url="").filter(slug__in=slugs))
        if unknown := set(slugs) - {source.slug for source in sources}:
            names = ", ".join(sorted(unknown))
            raise CommandError(
                gettext("No source with a feed has the slug {names}.").format(names=names), returncode=USAGE
            )
        return sources
    return list(Source.objects.followed() if is_forced else Source.objects.due(timezone.now()))


def outcomes(sources: list[Source], options: dict[str, Any]) -> Outcomes:
    now = timezone.now()
    if options["dry_run"]:
        return try_out(sources, now=now)
    return refresh_all(sources, now=now, is_early=bool(options["slugs"]), is_forced=options["force"])


def in_words(outcome: RefreshOutcome | Exception) -> str:
    if isinstance(outcome, Exception):
        return f"bug: {type(outcome).__name__}: {outcome}"
    if outcome.trouble:
        return outcome.trouble
    if outcome.not_modified:
        return "unchanged"
    counts = gettext("{new} new, {changed} changed, {unchanged} as before").format(
        new=outcome.new, changed=outcome.changed, unchanged=outcome.unchanged
    )
    return " ".join([counts, *outcome.remarks])
