"""Keeps the index as readers see the site. The only code that writes a SearchEntry."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.public_kinds import PublicKind, kind_of, public_kinds
from recalibrate.core.search_document import SearchDocument
from recalibrate.language.analysis import VERSION, spellings, terms

from .models import SearchEntry

MAX_TEXT = 60_000  # characters of one thing that are looked at
BATCH = 50  # in one transaction, so that no reader waits for a rebuild
SEARCH = error_boundary(
    "search", gettext_lazy("is not found by the search"), again=lambda thing: again(thing)
)
COLUMNS = [field.name for field in SearchEntry._meta.fields if field.name not in ("id", "kind", "key")]


def entry(kind: PublicKind, thing: Model) -> SearchEntry:
    """The thing as the index holds it; not saved."""
    document: SearchDocument = kind.document(thing)
    text = document.text[:MAX_TEXT]
    everything = " ".join([document.title, document.summary, text, document.byline])
    return SearchEntry(
        kind=kind.slug,
        key=str(thing.pk),
        url=document.url,
        title=document.title,
        summary=document.summary,
        text=text,
        byline=document.byline,
        content_note=document.content_note,
        minutes=document.minutes,
        published_on=document.published_on,
        expires_on=document.expires_on,
        is_quotable=document.is_quotable,
        is_external=document.is_external,
        state_ids=" ".join(map(str, document.state_ids)),
        title_terms=" ".join(terms(document.title)),
        summary_terms=" ".join(terms(document.summary)),
        text_terms=" ".join(terms(f"{text} {document.byline}")),
        words=" ".join(spellings(everything)),
        version=VERSION,
    )


def save_entries(kind: PublicKind, things: Iterable[Model]) -> None:
    """Add or replace the entries of these; safe beside others who do the same.

    What cannot be read is not found: an older entry could say what readers must not see any more.
    """
    found = list(things)
    entries = list(each_isolated(found, partial(entry, kind), SEARCH))
    if unread := {str(thing.pk) for thing in found} - {one.key for one in entries}:
        remove_entries(kind, unread)
    SearchEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=COLUMNS,
    )


def again(thing: Model) -> None:
    """Read it once more, now that it may work; what is not to be found is none of the search’s."""
    kind = kind_of(type(thing))
    if kind and (public := kind.public().filter(pk=thing.pk).first()):
        entry(kind, public)
        save_entries(kind, [public])


def update_entry(kind: PublicKind, key: Any) -> None:
    """Make the index say of one thing what is public of it now; nothing if nothing is."""
    thing = kind.public().filter(pk=key).first()
    if thing is None:
        remove_entries(kind, [key])
    else:
        save_entries(kind, [thing])


def update_entries(things: Iterable[Model]) -> None:
    for thing in things:
        if kind := kind_of(type(thing)):
            update_entry(kind, thing.pk)


def remove_entries(kind: PublicKind, keys: Iterable[Any]) -> None:
    SearchEntry.objects.filter(kind=kind.slug, key__in=[str(key) for key in keys]).delete()


def update_entries_below(path: str) -> None:
    """The same for every page at or below a tree path, when addresses or restrictions have changed there."""
    with transaction.atomic():
        for kind in public_kinds():
            if issubclass(kind.model, Page):
                below = kind.model._default_manager.filter(path__startswith=path)
                remove_entries(kind, below.values_list("pk", flat=True))
                save_entries(kind, kind.public().filter(path__startswith=path))


def rebuild() -> int:
    """Make every entry anew, a few at a time so that no reader waits; how many things can be found.

    Readers meet the old entries until the new ones are there, and editors may work meanwhile.
    """
    for kind in public_kinds():
        keys = list(kind.public().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            with transaction.atomic():
                save_entries(kind, kind.public().filter(pk__in=keys[start : start + BATCH]))
        there = SearchEntry.objects.filter(kind=kind.slug).values_list("key", flat=True)
        gone = set(there) - {str(key) for key in keys}
        # Asked again, one by one: what was published since the list was made is not gone.
        for key in gone:
            update_entry(kind, key)
    SearchEntry.objects.exclude(kind__in=[kind.slug for kind in public_kinds()]).delete()
    return SearchEntry.objects.count()


def is_outdated() -> bool:
    """Whether the index is empty, or holds anything of an earlier version of the text analysis."""
    versions = set(SearchEntry.objects.values_list("version", flat=True).distinct()[:2])
    return versions != {VERSION}
