"""What the Guardian publishes, as the search finds it."""

from recalibrate.core.searchable import Document, Kind, text_of

from .models import GuardianUpdatePage


def document_for(update: GuardianUpdatePage) -> Document:
    return Document.of_card(update.card(), text=f"{update.banner} {text_of(update, 'body')}".strip())


UPDATES = Kind(
    slug="guardian",
    label="Guardian",
    icon="shield",
    model=GuardianUpdatePage,
    public=lambda: GuardianUpdatePage.objects.published().for_cards(),
    document=document_for,
    order=20,
)
