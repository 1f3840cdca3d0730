"""Kept items as the search finds them."""

from collections.abc import Iterable
from dataclasses import replace

from recalibrate.core.searchable import Dependency, Document, Kind

from .models import Curation, Source


def document_for(pick: Curation) -> Document:
    """Our line and what the source lets us quote, until the pick expires."""
    card = pick.card()
    document = Document.of_card(card, text=card.summary, is_quotable=not pick.is_sensitive)
    return replace(document, expires_on=None if pick.is_pinned else pick.expires_on)


def picks_from(source: Source) -> Iterable[Curation]:
    return Curation.objects.filter(item__source=source)


PICKS = Kind(
    slug="pick",
    label="National picks",
    icon="external",
    model=Curation,
    public=lambda: Curation.objects.kept().for_cards(),
    document=document_for,
    order=40,
    depends_on=(Dependency(Source, picks_from),),
)
