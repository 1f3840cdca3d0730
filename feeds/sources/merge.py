"""Taking a list of sources in, and giving ours out. Merging twice changes nothing the second time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from recalibrate.core.models import StateOfMind, Strategy

from ..models import Source
from ..pipeline.addresses import canonical
from ..pipeline.word_filter import phrases
from .opml import SourceList, SourceOutline, Treatment, write_opml

WAITS = gettext_lazy("Paused until an editor has looked at it: untick “paused” to follow its feed.")


@dataclass(frozen=True, slots=True)
class MergedSources:
    """What a list brought: names of the sources that are new, and of those that we had."""

    added: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()  # in words


def merge_sources(listed: SourceList, *, is_followed: bool = True, is_dry_run: bool = False) -> MergedSources:
    """Add the sources that we do not have, by address; change none that is there.

    A folder that is named like a state of mind makes it usual for what is in the folder. Unless
    `is_followed`, what is added comes paused.
    """
    known = _addresses()
    states = {name: state for state in StateOfMind.objects.all() for name in (state.name.lower(), state.slug)}
    added, had = [], []
    with transaction.atomic():
        for outline in listed.outlines:
            marks = _marks(outline)
            if marks & known:
                had.append(outline.name)
                continue
            known |= marks
            added.append(outline.name)
            if not is_dry_run:
                usual = [states[one.lower()] for one in outline.folders if one.lower() in states]
                _add(outline, usual, is_followed=is_followed)
    return MergedSources(tuple(added), tuple(had), listed.refused)


def export_sources() -> bytes:
    """All sources as one file, with or without a feed, that merge() takes in anywhere."""
    sources = Source.objects.defer("checks").select_related("default_strategy").order_by("name")
    outlines = [
        SourceOutline(
            source.name,
            source.site_url,
            source.feed_url,
            source.offers,
            tuple(state.slug for state in source.default_states.all()),
            _treatment(source),
        )
        for source in sources.prefetch_related("default_states")
    ]
    return write_opml("Sources", outlines)


def free_source_name(name: str) -> str:
    """`name`, or with a number if a source has it already."""
    taken = set(Source.objects.filter(name__startswith=name[:110]).values_list("name", flat=True))
    return _free(name, taken, " ")


def free_source_slug(name: str) -> str:
    """A part of an address that no source has yet."""
    slug = slugify(name)[:110] or "source"
    return _free(slug, set(Source.objects.filter(slug__startswith=slug).values_list("slug", flat=True)), "-")


def _free(wanted: str, taken: set[str], joint: str) -> str:
    numbered = (f"{wanted[:115]}{joint}{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)


def _add(outline: SourceOutline, usual: Sequence[StateOfMind], *, is_followed: bool) -> None:
    treatment = outline.treatment
    is_waiting = bool(outline.feed_url) and not is_followed
    source = Source.objects.create(
        name=free_source_name(outline.name),
        slug=free_source_slug(outline.name),
        site_url=outline.site_url or outline.feed_url[:500],
        feed_url=outline.feed_url,
        offers=outline.offers,
        licence_note=treatment.licence_note,
        has_excerpts=treatment.has_excerpts,
        hide_words=treatment.hide_words,
        only_words=treatment.only_words,
        default_strategy=Strategy.objects.filter(slug=treatment.strategy).first(),
        is_listed=treatment.is_listed,
        is_paused=is_waiting or treatment.is_paused,
        review_note=treatment.review_note or (str(WAITS) if is_waiting else ""),
    )
    source.default_states.set(usual)


def _treatment(source: Source) -> Treatment:
    return Treatment(
        source.licence_note,
        source.review_note,
        ", ".join(phrases(source.hide_words)),
        ", ".join(phrases(source.only_words)),
        source.default_strategy.slug if source.default_strategy else "",
        source.has_excerpts,
        source.is_listed,
        source.is_paused,
    )


def _addresses() -> set[tuple[str, str]]:
    """Feeds that we follow, and sites that we list without one."""
    found = set()
    for feed_url, site_url in Source.objects.values_list("feed_url", "site_url"):
        found.add(("feed", canonical(feed_url)) if feed_url else ("site", canonical(site_url)))
    return found


def _marks(outline: SourceOutline) -> set[tuple[str, str]]:
    if outline.feed_url:
        return {("feed", canonical(outline.feed_url))}
    return {("site", canonical(outline.site_url))}
