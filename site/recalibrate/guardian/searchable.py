"""What the Guardian publishes, as the search finds it: words only, never figures."""

from recalibrate.core.searchable import Document, Kind, text_of

from .models import ExceptionGuidePage, GuardianReportPage, GuardianUpdatePage, YouSaid
from .models.update import BYLINE


def update_document(update: GuardianUpdatePage) -> Document:
    return Document.of_card(update.card(), text=f"{update.banner} {text_of(update, 'body')}".strip())


def report_document(report: GuardianReportPage) -> Document:
    notes = f"{report.method_note} {report.quality_note}"
    words = text_of(report, "things_to_know", "narrative")
    return Document.of_card(report.card(), text=f"{report.headline} {words} {notes}".strip())


def concern_document(concern: YouSaid) -> Document:
    return Document.of_card(concern.card(), text=concern.get_progress_display())


def guide_document(guide: ExceptionGuidePage) -> Document:
    return Document(
        title=guide.title,
        url=guide.get_url() or "",
        summary=guide.summary,
        text=text_of(guide, "unsafe_now", "answers", "lines", "who_sees", "systems", "body"),
        byline=BYLINE,
    )


KINDS = (
    Kind(
        slug="guardian",
        label="Guardian",
        icon="shield",
        model=GuardianUpdatePage,
        public=lambda: GuardianUpdatePage.objects.published().for_cards(),
        document=update_document,
        order=20,
    ),
    Kind(
        slug="report",
        label="Guardian reports",
        icon="shield",
        model=GuardianReportPage,
        public=lambda: GuardianReportPage.objects.published().for_cards(),
        document=report_document,
        order=21,
    ),
    Kind(
        slug="guide",
        label="Exception reporting",
        icon="shield",
        model=ExceptionGuidePage,
        public=lambda: ExceptionGuidePage.objects.live().public(),
        document=guide_document,
        order=22,
    ),
    Kind(
        slug="you-said",
        label="You said, we did",
        icon="change",
        model=YouSaid,
        public=lambda: YouSaid.objects.for_cards(),
        document=concern_document,
        order=23,
    ),
)
