from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from feeds.models import Source
from feeds.pipeline.types import Outcome
from feeds.refresh import attempt, refresh_due


class Command(BaseCommand):
    help = "Refreshes the sources that are due, or the ones named by slug. Fails only if it met a bug."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SOURCE", help="slugs of sources, due or not")

    def handle(self, *args: Any, **options: Any) -> None:
        bugs = 0
        for source, outcome in self.outcomes(options["slugs"]):
            bugs += isinstance(outcome, Exception)
            self.stdout.write(f"{source.name:<40.40} {in_words(outcome)}")
        if bugs:
            raise CommandError(f"{bugs} refreshes met a bug; the log has the traceback.")

    def outcomes(self, slugs: list[str]) -> Any:
        if not slugs:
            return refresh_due()
        sources = list(Source.objects.exclude(feed_url="").filter(slug__in=slugs))
        if unknown := set(slugs) - {source.slug for source in sources}:
            raise CommandError(f"No source with a feed has the slug {', '.join(sorted(unknown))}.")
        return ((source, attempt(source, is_forced=True)) for source in sources)


def in_words(outcome: Outcome | Exception) -> str:
    if isinstance(outcome, Exception):
        return f"bug: {type(outcome).__name__}: {outcome}"
    if outcome.trouble:
        return outcome.trouble
    if outcome.not_modified:
        return "unchanged"
    counts = f"{outcome.new} new, {outcome.changed} changed, {outcome.unchanged} as before"
    return " ".join([counts, *outcome.remarks])
