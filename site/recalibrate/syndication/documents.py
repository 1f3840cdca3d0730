"""A subject's documents: the newest entries, and its archive in pages that do not move (RFC 5005)."""

from collections.abc import Sequence

from django.conf import settings
from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Site

from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity
from recalibrate.core.models.revision import RevisionStamp
from recalibrate.core.revision_cache import RevisionMemory
from recalibrate.core.syndication import FeedEntry, Format, Syndication
from recalibrate.core.syndication.description import Relation

from .streams import Stream, entry_count, newest_entries, oldest_between
from .subjects import Subject

ENTRIES = 30  # two pages of the archive (decision 0016)
PER_ARCHIVE = 15  # half of ENTRIES: whatever falls off the newest is on a full page of the archive
# Characters of a document's entries. Text packs to about a third, so it stays below 64 KB on the wire.
MAX_CHARACTERS = 150_000
COUNTS = RevisionMemory[int]()  # of all that a list could show


def feed_url(subject: Subject, form: Format, archive: int | None = None) -> str:
    if archive is None:
        return absolute(reverse("syndication", args=[subject.path, form]))
    return absolute(reverse("syndication-archive", args=[subject.path, archive, form]))


def newest_document(subject: Subject, form: Format, stamp: RevisionStamp) -> Syndication:
    streams = subject.streams()
    entries = fitting(newest_entries(streams, ENTRIES))
    count = _count(subject, streams)
    last = count // PER_ARCHIVE if count > len(entries) else 0
    links: list[tuple[Relation, str]] = []
    if settings.WEBSUB_HUB:
        links.append(("hub", settings.WEBSUB_HUB))
    if last:
        links.append(("prev-archive", feed_url(subject, form, last)))
    return _document(subject, feed_url(subject, form), stamp, entries, links)


def archive_document(subject: Subject, form: Format, number: int, stamp: RevisionStamp) -> Syndication:
    """Page `number` of the archive, 1 being the oldest; 404 for a page that is not full yet."""
    streams = subject.streams()
    last = _count(subject, streams) // PER_ARCHIVE
    if not 1 <= number <= last:
        raise Http404("No such archive")
    links: list[tuple[Relation, str]] = [("current", feed_url(subject, form))]
    if number > 1:
        links.append(("prev-archive", feed_url(subject, form, number - 1)))
    if number < last:
        links.append(("next-archive", feed_url(subject, form, number + 1)))
    entries = oldest_between(streams, (number - 1) * PER_ARCHIVE, number * PER_ARCHIVE)
    return _document(subject, feed_url(subject, form, number), stamp, entries, links, is_archive=True)


def _count(subject: Subject, streams: Sequence[Stream]) -> int:
    return COUNTS.get(subject.path, lambda: entry_count(streams))


def fitting(entries: Sequence[FeedEntry]) -> list[FeedEntry]:
    """As many of the newest entries as a document may hold; always as many as an archive page does."""
    kept: list[FeedEntry] = []
    room = MAX_CHARACTERS
    for entry in entries:
        room -= len(entry.html)
        if room < 0 and len(kept) >= PER_ARCHIVE:
            break
        kept.append(entry)
    return kept


def _document(
    subject: Subject,
    self_url: str,
    stamp: RevisionStamp,
    entries: Sequence[FeedEntry],
    links: Sequence[tuple[Relation, str]],
    *,
    is_archive: bool = False,
) -> Syndication:
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    emptiness = "" if entries else gettext("There is nothing in it at the moment. This address stays.")
    return Syndication(
        key=subject.key,
        title=f"{identity.name}: {subject.title}",
        description=" ".join(filter(None, [str(subject.description), identity.sample_label, emptiness])),
        page_url=absolute(subject.page_path),
        self_url=self_url,
        authority=identity.syndication_authority,
        changed_at=stamp.changed_at,
        stylesheet_url=absolute(static("css/feed.css")),
        help_url=absolute(reverse("syndication-list")),
        categories_url=absolute(reverse("state-list")),
        entries=entries,
        icon_url=absolute(static("img/feed-icon.png")),
        publisher=identity.organisation or identity.name,
        rights=f"© {identity.organisation}" if identity.organisation else "",
        links=tuple(links),
        is_archive=is_archive,
    )
