"""What the Guardian publishes, for everything that goes through the kinds of things readers meet.

A search finds its words only, never figures.
"""

from django.db.models import Model
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.fixed_pages import GUARDIAN as CORNER
from recalibrate.core.fixed_pages import fixed_page
from recalibrate.core.models import StateOfMind
from recalibrate.core.public_kinds import Dependency, Feed, MainList, PublicKind
from recalibrate.core.search_document import SearchDocument, document_text

from . import feed_entries
from .models import (
    ExceptionGuidePage,
    GuardianIndexPage,
    GuardianReportPage,
    GuardianUpdatePage,
    Measure,
    YouSaid,
)
from .models.update import BYLINE


def update_document(update: GuardianUpdatePage) -> SearchDocument:
    return SearchDocument.of_card(
        update.card(), text=f"{update.banner} {document_text(update, 'body')}".strip()
    )


def report_document(report: GuardianReportPage) -> SearchDocument:
    notes = f"{report.method_note} {report.quality_note}"
    words = document_text(report, "things_to_know", "narrative", "asks", "actions")
    return SearchDocument.of_card(report.card(), text=f"{report.headline} {words} {notes}".strip())


def concern_document(concern: YouSaid) -> SearchDocument:
    return SearchDocument.of_card(concern.card(), text=concern.get_progress_display())


def guide_document(guide: ExceptionGuidePage) -> SearchDocument:
    return SearchDocument(
        title=guide.title,
        url=guide.get_url() or "",
        summary=guide.summary,
        text=document_text(guide, "unsafe_now", "answers", "lines", "who_sees", "systems", "body"),
        byline=BYLINE,
    )


def figures_document(corner: GuardianIndexPage) -> SearchDocument:
    """The page of figures by the names of what is counted; no figure of it."""
    measures = Measure.objects.filter(is_board_only=False).values_list("name", flat=True)
    return SearchDocument(
        title=gettext("The Guardian’s figures"),
        url=reverse("guardian-figures"),
        summary=gettext("What is counted each quarter, in charts and tables, and to download."),
        text=". ".join([corner.title, "Charts, numbers, statistics, data", *measures]),
        byline=BYLINE,
    )


GUARDIAN = MainList(
    path="guardian",
    title=_("Guardian of Safe Working Hours"),
    description=_("What the Guardian of Safe Working Hours publishes."),
    page_path=fixed_page(CORNER),
    mailed_as=_("The Guardian of Safe Working Hours, and what was done about what staff raised"),
)
YOU_SAID = MainList(
    path="you-said-we-did",
    title=_("You said, we did"),
    description=_("What staff raised, and what came of it."),
    page_path=reverse_lazy("you-said-we-did"),
    mailed_with=GUARDIAN.path,
)
FROM_THE_GUARDIAN = _("From the Guardian of Safe Working Hours")
BY_STATE: dict[type[Model], str] = {StateOfMind: "state_of_mind_items__tag"}

KINDS = (
    PublicKind(
        slug="guardian",
        label=_("Guardian"),
        icon="shield",
        model=GuardianUpdatePage,
        public=lambda: GuardianUpdatePage.objects.published().for_cards(),
        document=update_document,
        order=20,
        feed=Feed(
            main_list=GUARDIAN,
            things=lambda: GuardianUpdatePage.objects.published().for_cards(),
            entry=feed_entries.update_feed_entry,
            entry_kind="guardian",
            heading=FROM_THE_GUARDIAN,
            narrowed_by=BY_STATE,
        ),
        about_state=lambda state: GuardianUpdatePage.objects.published().about(state).newest_first(),
    ),
    PublicKind(
        slug="report",
        label=_("Guardian reports"),
        icon="shield",
        model=GuardianReportPage,
        public=lambda: GuardianReportPage.objects.published().for_cards(),
        document=report_document,
        order=21,
        feed=Feed(
            main_list=GUARDIAN,
            things=lambda: GuardianReportPage.objects.published().for_cards(),
            entry=feed_entries.entry_for_report,
            entry_kind="guardian-report",
            heading=FROM_THE_GUARDIAN,
            renewed_by="board_on",  # a page that went live before is public from that day
            subject_line=_("the Guardian’s report"),
        ),
        pages=("guardian-figures",),
    ),
    PublicKind(
        slug="figures",
        label=_("Figures"),
        icon="shield",
        model=GuardianIndexPage,
        public=lambda: GuardianIndexPage.objects.live().public(),
        document=figures_document,
        order=24,
        depends_on=(Dependency(Measure, lambda measure: GuardianIndexPage.objects.live()),),
        pages=("guardian-figures",),
    ),
    PublicKind(
        slug="guide",
        label=_("Exception reporting"),
        icon="shield",
        model=ExceptionGuidePage,
        public=lambda: ExceptionGuidePage.objects.live().public(),
        document=guide_document,
        order=22,
    ),
    PublicKind(
        slug="you-said",
        label=_("You said, we did"),
        icon="change",
        model=YouSaid,
        public=lambda: YouSaid.objects.for_cards(),
        document=concern_document,
        order=23,
        feed=Feed(
            main_list=YOU_SAID,
            things=lambda: YouSaid.objects.for_cards(),
            entry=feed_entries.entry_for_concern,
            entry_kind="you-said",
            heading=_("You said, we did"),
            narrowed_by=BY_STATE,
            renewed_by="updated_on",
        ),
        pages=("you-said-we-did",),
        parameters=frozenset({"progress", "page"}),
        about_state=lambda state: YouSaid.objects.about(state).newest_first(),
    ),
)
