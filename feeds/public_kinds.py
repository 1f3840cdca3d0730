"""National picks, for everything that goes through the kinds of things readers meet."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.models import StateOfMind
from recalibrate.core.public_kinds import Dependency, Feed, MainList, PublicKind
from recalibrate.core.search_document import SearchDocument

from .curating.paste import PASTED
from .feed_entries import pick_entry
from .models import Curation, Source
from .models.curation import CurationQuerySet
from .models.item import also_in


def pick_document(pick: Curation) -> SearchDocument:
    """Our line and what the source lets us quote, until the pick expires."""
    card = pick.card()
    document = SearchDocument.of_card(card, text=card.summary, is_quotable=not pick.is_sensitive)
    return replace(document, expires_on=None if pick.is_pinned else pick.expires_on)


def picks_from(source: Source) -> Iterable[Curation]:
    return Curation.objects.filter(item__source=source)


def picks_about_state(state: StateOfMind) -> CurationQuerySet:
    about = Curation.objects.kept().about(state).newest_first()
    about = about.select_related("item__source").defer("item__source__checks")
    return about.prefetch_related(also_in("item__also_in"))


NATIONAL_PICKS = MainList(
    path="picks",
    title=_("National picks"),
    description=_("What our editors found worth reading elsewhere, and why it matters here."),
    page_path=reverse_lazy("picks"),
    mailed_as=_("Worth reading elsewhere: what our editors picked"),
)
PICKS = PublicKind(
    slug="pick",
    label=_("National picks"),
    icon="external",
    model=Curation,
    public=lambda: Curation.objects.kept().for_cards(),
    document=pick_document,
    order=40,
    depends_on=(Dependency(Source, picks_from),),
    feed=Feed(
        main_list=NATIONAL_PICKS,
        things=lambda: Curation.objects.kept().for_cards(),
        entry=pick_entry,
        entry_kind="pick",
        heading=_("Worth reading elsewhere"),
        dated_by="decided_at",
        expires_by_date=True,
        corrections=lambda since, until: Curation.objects.taken_back_by_sources(since, until),
    ),
    pages=("picks", "picks-sources"),
    parameters=frozenset({"state", "helps", "page"}),
    about_state=picks_about_state,
)


def source_document(source: Source) -> SearchDocument:
    return SearchDocument(
        title=source.name,
        url=f"{reverse('picks-sources')}#source-{source.slug}",
        summary=gettext("A source that our editors follow.")
        if source.next_check
        else gettext("A source that we know of."),
        text=f"{source.site_url} source feed journal news",
    )


FOLLOWED = PublicKind(
    slug="source",
    label=_("Sources"),
    icon="external",
    model=Source,
    public=lambda: Source.objects.public().exclude(slug=PASTED).defer("checks"),
    document=source_document,
    order=45,
    pages=("picks-sources",),
)
