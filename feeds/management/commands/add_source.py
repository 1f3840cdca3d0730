from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from feeds.models import Source
from feeds.sources.discover import DiscoveredSite, discover, preview_feed
from feeds.sources.merge import free_source_name, free_source_slug
from recalibrate.core.commands import TranslatedCommand
from recalibrate.outbound.errors import RemoteError


class Command(TranslatedCommand):
    help = gettext_noop(
        "Follows the site at any of its addresses: finds its feed, shows the newest items and adds it. "
        "Fails if there is no feed, more than one to choose from, or one that is followed already."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", help=gettext("any page of the site, or its feed"))
        parser.add_argument("--name", help=gettext("what to call it; else the site’s own title"))
        parser.add_argument("--dry-run", action="store_true", help=gettext("find and show, but add nothing"))
        parser.add_argument(
            "--directory", action="store_true", help=gettext("without a feed: add a directory entry")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = discover(options["url"])
            feed_url = self.chosen(site, is_directory=options["directory"])
            title = self.show(feed_url) if feed_url else ""
        except RemoteError as error:
            raise CommandError(str(error)) from error
        name = options["name"] or site.title or title or site.url
        if options["dry_run"]:
            self.stdout.write(gettext("Would add {name}.").format(name=name))
            return
        self.stdout.write(gettext("Added {name}.").format(name=self.add(name, site.url, feed_url)))

    def chosen(self, site: DiscoveredSite, *, is_directory: bool) -> str:
        if len(site.feeds) > 1:
            listed = "\n".join(f"  {feed.url}  {feed.title}" for feed in site.feeds)
            raise CommandError(
                gettext("There is more than one feed. Run this again with the one you want:") + f"\n{listed}"
            )
        if not site.feeds and not is_directory:
            raise CommandError(gettext("No feed was found there. With --directory it is listed without one."))
        return site.feeds[0].url if site.feeds else ""

    def show(self, feed_url: str) -> str:
        if known := Source.objects.filter(feed_url=feed_url).first():
            raise CommandError(
                gettext("We follow {address} already: {source}.").format(address=feed_url, source=known.name)
            )
        found = preview_feed(feed_url)
        self.stdout.write(
            gettext("{feed_url}: {count} items, the newest of them").format(
                feed_url=feed_url, count=found.count
            )
        )
        for item in found.newest:
            date = f"{item.published_at:%d %b %Y}" if item.published_at else gettext("no date")
            self.stdout.write(f"  {date:<12} {item.title}")
        return found.title

    @transaction.atomic
    def add(self, name: str, site_url: str, feed_url: str) -> Source:
        wanted = name[:120]
        return Source.objects.create(
            name=free_source_name(wanted),
            slug=free_source_slug(wanted),
            site_url=site_url[:500],
            feed_url=feed_url,
        )
